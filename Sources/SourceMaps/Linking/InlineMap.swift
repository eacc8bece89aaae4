/// A source map in a data: URL.
package struct InlineMap: Hashable, Sendable {
    /// Its encoded bytes, after the comma.
    package let data: Range<Int>
    /// Whether they are base64, and percent-encoded text otherwise.
    package let isBase64: Bool

    /// The maximum length of what stands before the comma.
    private static let longestHeader = 256

    /// Nil if the URL is not a data: URL.
    init?(_ text: UnsafeBufferPointer<UInt8>, _ url: Range<Int>) {
        guard Self.matches(text[url].prefix(5), "data:") else { return nil }
        let header = text[url].dropFirst(5).prefix(Self.longestHeader)
        let comma = header.firstIndex(of: UInt8(ascii: ","))
        data = (comma.map { $0 + 1 } ?? url.upperBound)..<url.upperBound
        isBase64 = Self.matches(header[..<(comma ?? header.startIndex)].suffix(7), ";base64")
    }

    /// The JSON of the map.
    ///
    /// - Parameters:
    ///   - text: the text in which it was found.
    ///   - limit: in bytes.
    package func decoded(
        _ text: UnsafeBufferPointer<UInt8>, limit: Int = SourceMap.byteLimit
    ) throws(SourceMapFault) -> [UInt8] {
        let written = UnsafeBufferPointer(rebasing: text[data])
        // What is written is at most three times as long, if each byte is percent-encoded.
        guard written.count / (isBase64 ? 4 : 3) <= limit else { throw .tooLarge(limit: limit) }
        let bytes = isBase64 ? try DataDecoding.base64(written) : PercentEncoding.decoded(written)
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return bytes
    }

    /// Compares with lower-case ASCII, whatever the case.
    private static func matches(_ bytes: some Sequence<UInt8>, _ word: StaticString) -> Bool {
        let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return bytes.lazy.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }.elementsEqual(expected)
    }
}
