/// Finds the modules that the entry points of a build begin with.
///
/// Those that webpack says an entry point has; else those that esbuild or Rollup made its files for; else modules of
/// its chunks that import others and that nobody imports.
struct EntryModules {
    private(set) var entries: [ImportGraph.Entry] = []
    private let stats: BuildStats
    private let nodes: ImportedModules
    /// The entry points that the stats name for a module, by node.
    private let stated: [Int32: [String]]
    /// The nodes that may be an entry point's, by the index of the chunk that lists them.
    private let candidates: [[Int32]]
    private var room = ImportLimits.entryWork

    init(_ stats: BuildStats, _ nodes: ImportedModules, _ collector: ImportCollector) {
        self.stats = stats
        self.nodes = nodes
        stated = Dictionary(grouping: collector.entries, by: \.node).mapValues { entries in
            entries.map { Self.entryName(stats.modules.names[$0.location]) }
        }
        let isCandidate = stated.isEmpty ? Self.unimported(nodes, collector) : Self.marked(nodes, stated.keys)
        candidates = stats.modules.members.prefix(stats.chunks.count).map { members in
            Array(members.lazy.map { nodes.nodes[Int($0)] }.filter { $0 >= 0 && isCandidate[Int($0)] })
        }
        find()
    }

    private mutating func find() {
        let chunks = Dictionary(
            stats.chunks.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let names = Set(stats.entryPoints.map(\.name))
        var byName: [String: [Int32]] = [:]
        for node in stated.keys.sorted() { for name in stated[node] ?? [] { byName[name, default: []].append(node) } }
        var count = 0
        for entryPoint in stats.entryPoints {
            let own = (entryPoint.chunks ?? []).compactMap { chunks[$0] }
            let listed = listed(own)
            var found = listed.filter { stated[$0]?.contains(entryPoint.name) == true }
            if found.isEmpty { found = listed.filter { stated[$0]?.allSatisfy { !names.contains($0) } == true } }
            if found.isEmpty { found = byName[entryPoint.name] ?? [] }
            if found.isEmpty { found = files(of: own) }
            if found.isEmpty, stated.isEmpty { found = listed }
            count += found.count
            guard count <= ImportLimits.entryModules else { return }
            guard !found.isEmpty else { continue }
            entries.append(ImportGraph.Entry(name: EntryPoints.name(entryPoint.name), modules: found.distinct()))
        }
    }

    private mutating func listed(_ chunks: [Int]) -> [Int32] {
        var found: [Int32] = []
        for chunk in chunks where chunk < candidates.count {
            room -= candidates[chunk].count + 1
            guard room > 0 else { break }
            found += candidates[chunk]
        }
        return found.distinct()
    }

    private func files(of chunks: [Int]) -> [Int32] {
        let modules = chunks.flatMap { stats.chunks[$0].files ?? [] }.compactMap { stats.modules.entries[$0] }
        return modules.map { nodes.nodes[$0] }.filter { $0 >= 0 }
    }

    /// `main` of `main[0]` and `main:100000`, as webpack 4 numbers several modules of one entry point.
    private static func entryName(_ location: String) -> String {
        var bytes = Array(location.utf8)[...]
        let isBracketed = bytes.last == UInt8(ascii: "]")
        if isBracketed { bytes.removeLast() }
        let name = bytes.prefix(bytes.count - bytes.reversed().prefix { $0 &- 0x30 < 10 }.count)
        let mark = isBracketed ? UInt8(ascii: "[") : UInt8(ascii: ":")
        guard name.count < bytes.count, name.last == mark else { return location }
        return String(decoding: name.dropLast(), as: UTF8.self)
    }

    private static func marked(_ nodes: ImportedModules, _ marks: some Collection<Int32>) -> [Bool] {
        var isMarked = [Bool](repeating: false, count: nodes.firsts.count)
        for mark in marks { isMarked[Int(mark)] = true }
        return isMarked
    }

    private static func unimported(_ nodes: ImportedModules, _ collector: ImportCollector) -> [Bool] {
        var isRoot = marked(nodes, collector.found.map(\.importer))
        for found in collector.found { isRoot[Int(found.target)] = false }
        return isRoot
    }
}
