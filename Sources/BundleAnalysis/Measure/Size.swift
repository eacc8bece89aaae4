/// A size before and after compression, in bytes.
package struct Size: Sendable, Equatable, Codable {
    package var raw: Int
    /// Compressed with gzip at level 4.
    package var gzip: Int
    /// Compressed with brotli at quality 6.
    package var brotli: Int

    package init(raw: Int, gzip: Int, brotli: Int) {
        self.raw = raw
        self.gzip = gzip
        self.brotli = brotli
    }

    package static let zero = Size(raw: 0, gzip: 0, brotli: 0)

    package static func + (one: Size, other: Size) -> Size {
        Size(raw: one.raw + other.raw, gzip: one.gzip + other.gzip, brotli: one.brotli + other.brotli)
    }

    static func sum(_ sizes: some Sequence<Size>) -> Size { sizes.reduce(.zero, +) }
}
