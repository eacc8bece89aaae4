/// Collects the imports of a build from what each module says of those that import it: one for each two modules, the
/// one that is not dynamic before one that is, then the first in its file, then the first in the stats.
struct ImportCollector {
    struct Found: Equatable {
        let importer: Int32
        let target: Int32
        /// Its index in the stats.
        var reason: Int32
        var isDynamic: Bool
        var location: ImportLocation
    }

    private let modules: StatsModules
    private let limit: Int
    private(set) var found: [Found] = []
    /// The modules of entry points, and the locations that name the entry point.
    private(set) var entries: [(node: Int32, location: StatsModules.Name)] = []
    private(set) var isCut = false
    private let types: [ImportType]
    /// The last import by each module.
    private var last: [Int32] = []

    init(_ modules: StatsModules, limit: Int) {
        self.modules = modules
        self.limit = limit
        var known = [ImportType?](repeating: nil, count: modules.names.count)
        for reason in modules.reasons where known[Int(reason.type.index)] == nil {
            known[Int(reason.type.index)] = ImportType(modules.names[reason.type])
        }
        types = known.map { $0 ?? .static }
    }

    /// - Parameters:
    ///   - range: the modules of one configuration, which `nodes` has entered.
    ///   - first: the first of its nodes.
    mutating func collect(_ range: Range<Int>, _ nodes: ImportedModules, from first: Int) {
        last += [Int32](repeating: -1, count: nodes.firsts.count - last.count)
        for index in Self.grouped(range, nodes, from: first) {
            let target = nodes.nodes[index]
            for reason in modules.all[index].reasons { add(reason, of: target, nodes) }
        }
    }

    private mutating func add(_ index: Int, of target: Int32, _ nodes: ImportedModules) {
        let reason = modules.reasons[index]
        let type = types[Int(reason.type.index)]
        // webpack 4 has a module `multi` for an entry point of several, which is not shown.
        guard type != .entry else {
            if entries.count < ImportLimits.entryModules { entries.append((target, reason.location)) }
            return
        }
        guard let importer = nodes.importer(reason), importer != target else { return }
        let location = modules.names.withBytes(of: reason.location) { ImportLocation($0) }
        let isDynamic = type == .dynamic
        let known = Int(last[Int(importer)])
        guard known < 0 || found[known].target != target else {
            let other = found[known]
            guard isDynamic == other.isDynamic ? location < other.location : other.isDynamic else { return }
            (found[known].reason, found[known].isDynamic) = (Int32(index), isDynamic)
            found[known].location = location
            return
        }
        guard found.count < limit else { return isCut = true }
        last[Int(importer)] = Int32(found.count)
        found.append(
            Found(
                importer: importer, target: target, reason: Int32(index), isDynamic: isDynamic, location: location))
    }

    /// The modules in the order of their nodes, so that the imports of a node come one after another.
    private static func grouped(_ range: Range<Int>, _ nodes: ImportedModules, from first: Int) -> [Int] {
        var starts = [Int32](repeating: 0, count: nodes.firsts.count - first + 1)
        for index in range where nodes.nodes[index] >= 0 { starts[Int(nodes.nodes[index]) - first + 1] += 1 }
        for index in 1..<max(1, starts.count) { starts[index] += starts[index - 1] }
        var order = [Int](repeating: 0, count: Int(starts[starts.count - 1]))
        for index in range where nodes.nodes[index] >= 0 {
            let node = Int(nodes.nodes[index]) - first
            order[Int(starts[node])] = index
            starts[node] += 1
        }
        return order
    }
}
