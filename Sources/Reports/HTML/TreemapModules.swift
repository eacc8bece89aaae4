import BundleAnalysis

/// The modules of a treemap as a table has them: the largest one by one, and the others together.
struct TreemapModules {
    /// How many are listed one by one.
    static let shown = 50
    /// How many of those that were removed are listed.
    static let shownRemoved = 20

    struct Row {
        var path: String
        var package: TreemapDocument.Package?
        var size: SizeMeasure
        var state: TreemapDocument.State?
    }

    /// The largest first.
    let rows: [Row]
    /// How many others there are.
    let others: Int
    /// The size of those.
    let othersSize: SizeMeasure

    init(_ document: TreemapDocument) {
        let paths = Self.paths(document)
        let order = paths.indices.sorted { one, other in
            let (size, otherSize) = (document.raw[one], document.raw[other])
            return size == otherSize ? one < other : size > otherSize
        }
        rows = order.prefix(Self.shown).map { row in
            let package = document.package[row]
            return Row(
                path: paths[row], package: package >= 0 ? document.packages[package] : nil,
                size: Self.size([row], document), state: document.before?.state[row])
        }
        let rest = order.dropFirst(Self.shown)
        (others, othersSize) = (rest.count, Self.size(rest, document))
    }

    private static func size(_ rows: some Sequence<Int>, _ document: TreemapDocument) -> SizeMeasure {
        func sum(_ raw: [Int], _ gzip: [Int], _ brotli: [Int]) -> AssetSize {
            var size = Size.zero
            for row in rows { size = size + Size(raw: raw[row], gzip: gzip[row], brotli: brotli[row]) }
            return AssetSize(size)
        }
        return SizeMeasure(
            current: sum(document.raw, document.gzip, document.brotli),
            baseline: document.before.map { sum($0.raw, $0.gzip, $0.brotli) }, isCompared: document.before != nil)
    }

    /// By row: from the root of the treemap.
    private static func paths(_ document: TreemapDocument) -> [String] {
        var (found, row) = ([String](), 0)
        for asset in document.assets {
            var folders: [Substring.UTF8View] = []
            for _ in 0..<asset.rows {
                let parts =
                    folders.prefix(document.shared[row])
                    + document.rest[row].utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                let inner = parts.map { String(Substring($0)) }.joined(separator: "/")
                let outer = document.asset == nil || inner.isEmpty ? [asset.name] : []
                found.append((outer + (inner.isEmpty ? [] : [inner])).joined(separator: "/"))
                folders = Array(parts.dropLast())
                row += 1
            }
        }
        return found
    }
}
