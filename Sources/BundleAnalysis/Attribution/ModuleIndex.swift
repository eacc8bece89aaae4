import SourceMaps

/// Finds the modules of the stats that the sources of maps are, by their normalized paths.
struct ModuleIndex: Sendable {
    /// The normalized name of each module of the stats.
    let names: [SourceName]
    /// By the bytes of the whole path, and by those of its last part. Modules that others were put together in come
    /// after these others, because both have the name of the first one.
    private let byPath: [[UInt8]: [Int]]
    private let byFileName: [[UInt8]: [Int]]

    init(_ modules: StatsModules) {
        let names = modules.all.map { SourceName(modules.names[$0.name == .empty ? $0.identifier : $0.name]) }
        let order = modules.all.indices.sorted { one, other in
            (modules.all[one].inner.count, one) < (modules.all[other].inner.count, other)
        }
        let files = order.filter { names[$0].kind == .module || names[$0].kind == .virtual }
        self.names = names
        byPath = Dictionary(grouping: files) { Array(names[$0].path.utf8) }
        byFileName = Dictionary(grouping: files) { Array(names[$0].path.utf8.fileName) }
    }

    /// The module that a source is; nil if none is, or several may be.
    ///
    /// - Parameter preferred: the modules of the asset that the map is of.
    func module(of source: SourceName, preferring preferred: Set<Int>) -> Int? {
        let path = Array(source.path.utf8)
        if let exact = byPath[path] { return exact.first(where: preferred.contains) ?? exact.first }
        let similar = (byFileName[Array(path.fileName)] ?? []).filter { Self.isSame(path, Array(names[$0].path.utf8)) }
        let close = similar.filter(preferred.contains)
        if close.count == 1 { return close[0] }
        return close.isEmpty && similar.count == 1 ? similar[0] : nil
    }

    /// Whether one path ends in the other, and what precedes it leads into no package: `index.js` is not
    /// `node_modules/a/index.js`.
    private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let (long, short) = one.count > other.count ? (one, other) : (other, one)
        guard long.count > short.count, long.suffix(short.count).elementsEqual(short) else { return false }
        let before = long.dropLast(short.count)
        guard before.last == UInt8(ascii: "/") || short.first == UInt8(ascii: "/") else { return false }
        return !before.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual(packages) }
    }

    private static let packages = Array("node_modules".utf8)
}

extension BidirectionalCollection<UInt8> {
    /// What follows the last slash.
    fileprivate var fileName: SubSequence {
        lastIndex(of: UInt8(ascii: "/")).map { self[index(after: $0)...] } ?? self[...]
    }
}
