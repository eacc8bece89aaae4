/// Where an import is in its module: the beginning of what webpack writes as `3:0-21` or `3:0-5:21`.
struct ImportLocation: Equatable, Comparable {
    /// Counted from 1; `Int32.max` if it is not known, so that what is known comes first.
    var line = Int32.max
    /// Counted from 0; -1 if it is not known.
    var column = Int32(-1)

    static let unknown = ImportLocation()

    init() {}

    init(line: Int32, column: Int32) { (self.line, self.column) = (line, column) }

    /// The name of an entry point, which is a location too, is unknown.
    init(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        guard let line = Self.number(text, &index), line > 0, index < text.count, text[index] == UInt8(ascii: ":")
        else { return }
        index += 1
        guard let column = Self.number(text, &index) else { return }
        (self.line, self.column) = (line, column)
    }

    static func < (one: ImportLocation, other: ImportLocation) -> Bool {
        (one.line, one.column) < (other.line, other.column)
    }

    /// At most nine digits.
    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Int32? {
        let start = index
        var number: Int32 = 0
        while index < text.count, index - start < 9, text[index] &- 0x30 < 10 {
            number = number * 10 + Int32(text[index] - 0x30)
            index += 1
        }
        return index > start ? number : nil
    }
}
