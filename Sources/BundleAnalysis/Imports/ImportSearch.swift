/// How many imports lead from each module to the nearest of some targets, with and without dynamic ones; in time that
/// is linear in the size of the graph, whatever the number of entry points.
struct ImportSearch {
    /// -1 where no chain leads from.
    private(set) var initial: [Int32]
    private(set) var any: [Int32]

    init(_ graph: ImportGraph, _ importers: Importers, to targets: [Int32]) {
        initial = Self.distances(graph, importers, targets, dynamically: false)
        any = Self.distances(graph, importers, targets, dynamically: true)
    }

    private static func distances(
        _ graph: ImportGraph, _ importers: Importers, _ targets: [Int32], dynamically: Bool
    ) -> [Int32] {
        var distances = [Int32](repeating: -1, count: graph.moduleCount)
        var queue: [Int32] = []
        for target in targets where distances[Int(target)] < 0 {
            distances[Int(target)] = 0
            queue.append(target)
        }
        var head = 0
        while head < queue.count {
            let module = Int(queue[head])
            head += 1
            for found in importers.of(module) where dynamically || !graph.imports[Int(found.index)].isDynamic {
                guard distances[Int(found.importer)] < 0 else { continue }
                distances[Int(found.importer)] = distances[module] + 1
                queue.append(found.importer)
            }
        }
        return distances
    }

    /// The import by which a module that is no target comes nearer, on a chain with or without dynamic imports: of
    /// those that come equally near, one that is not dynamic, and then the first one.
    func next(from module: Int, isStatic: Bool, in graph: ImportGraph) -> Int? {
        let distances = isStatic ? initial : any
        guard distances[module] > 0 else { return nil }
        var dynamic: Int?
        for index in graph.imports(by: module) {
            let found = graph.imports[index]
            guard distances[Int(found.target)] == distances[module] - 1 else { continue }
            if !found.isDynamic { return index }
            if !isStatic { dynamic = dynamic ?? index }
        }
        return dynamic
    }
}

/// The imports of each module by others, in the order of those that import it.
struct Importers: Sendable {
    struct Found: Sendable {
        let importer: Int32
        /// Into the imports of the graph.
        let index: Int32
    }

    private var starts: [Int32]
    private var all: [Found]

    init(_ graph: ImportGraph) {
        starts = [Int32](repeating: 0, count: graph.moduleCount + 1)
        for found in graph.imports { starts[Int(found.target) + 1] += 1 }
        for index in 0..<graph.moduleCount { starts[index + 1] += starts[index] }
        var next = starts
        all = [Found](repeating: Found(importer: 0, index: 0), count: graph.imports.count)
        for importer in 0..<graph.moduleCount {
            for index in graph.imports(by: importer) {
                let target = Int(graph.imports[index].target)
                all[Int(next[target])] = Found(importer: Int32(importer), index: Int32(index))
                next[target] += 1
            }
        }
    }

    func of(_ module: Int) -> ArraySlice<Found> { all[Int(starts[module])..<Int(starts[module + 1])] }
}
