/// By how many bytes a size has grown; negative if it has shrunk.
package struct SizeChange: Sendable, Codable, Equatable {
    package var raw: Int
    /// Nil if a compressed size is not known in one of the builds.
    package var gzip: Int?
    package var brotli: Int?

    package init(raw: Int, gzip: Int?, brotli: Int?) {
        self.raw = raw
        self.gzip = gzip
        self.brotli = brotli
    }

    package init(from baseline: AssetSize, to current: AssetSize) {
        func change(_ current: Int?, _ baseline: Int?) -> Int? {
            current.flatMap { current in baseline.map { current - $0 } }
        }
        self.init(
            raw: current.raw - baseline.raw, gzip: change(current.gzip, baseline.gzip),
            brotli: change(current.brotli, baseline.brotli))
    }

    package static let zero = SizeChange(raw: 0, gzip: 0, brotli: 0)

    package static func + (one: SizeChange, other: SizeChange) -> SizeChange {
        func sum(_ one: Int?, _ other: Int?) -> Int? { one.flatMap { one in other.map { one + $0 } } }
        return SizeChange(
            raw: one.raw + other.raw, gzip: sum(one.gzip, other.gzip), brotli: sum(one.brotli, other.brotli))
    }

    package static prefix func - (change: SizeChange) -> SizeChange {
        SizeChange(raw: -change.raw, gzip: change.gzip.map { -$0 }, brotli: change.brotli.map { -$0 })
    }
}
