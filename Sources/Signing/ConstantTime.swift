/// Comparison whose time tells nothing about where two values differ.
package enum ConstantTime {
    /// Whether `left` and `right` are equal. Only their lengths can be learnt from how long it takes.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for index in left.indices {
            difference |= left[index] ^ right[index]
        }
        return difference == 0
    }

    /// Whether `left` and `right` hold the same UTF-8.
    package static func equal(_ left: String, _ right: String) -> Bool {
        equal(Array(left.utf8), Array(right.utf8))
    }
}
