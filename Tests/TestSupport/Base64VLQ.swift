/// The numbers in the mappings of source maps.
package enum Base64VLQ {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

    package static func encode(_ value: Int) -> String {
        var rest = value < 0 ? -value << 1 | 1 : value << 1
        var text = ""
        repeat {
            let digit = rest & 31
            rest >>= 5
            text.append(digits[rest > 0 ? digit | 32 : digit])
        } while rest > 0
        return text
    }
}
