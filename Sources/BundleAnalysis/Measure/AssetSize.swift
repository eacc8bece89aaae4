/// A size whose compressed bytes may be unknown: those of a file that the stats name but the build lacks, and of everything
/// that contains one.
package struct AssetSize: Sendable, Equatable, Codable {
    package var raw: Int
    /// Compressed with gzip at level 4; nil if unknown.
    package var gzip: Int?
    /// Compressed with brotli at quality 6; nil if unknown.
    package var brotli: Int?

    package init(raw: Int, gzip: Int?, brotli: Int?) {
        self.raw = raw
        self.gzip = gzip
        self.brotli = brotli
    }

    package init(_ size: Size) { self.init(raw: size.raw, gzip: size.gzip, brotli: size.brotli) }

    /// Of a file that was not measured.
    static func unmeasured(_ raw: Int) -> AssetSize { AssetSize(raw: raw, gzip: nil, brotli: nil) }

    static let zero = AssetSize(.zero)

    static func + (one: AssetSize, other: AssetSize) -> AssetSize {
        AssetSize(
            raw: one.raw + other.raw, gzip: one.gzip.flatMap { gzip in other.gzip.map { gzip + $0 } },
            brotli: one.brotli.flatMap { brotli in other.brotli.map { brotli + $0 } })
    }

    static func sum(_ sizes: some Sequence<AssetSize>) -> AssetSize { sizes.reduce(.zero, +) }
}
