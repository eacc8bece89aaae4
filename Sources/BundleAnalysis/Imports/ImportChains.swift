/// Answers why modules are in a build: the shortest chains of imports from its entry points.
///
/// Which chain that is: one without dynamic imports if there is any, then the shortest, then at each module the first
/// of its imports that lead there equally fast, those that are not dynamic before others, in the order of
/// ``ImportGraph``. A chain to a package leads to the nearest of its modules; one from an entry point of several
/// modules begins at the nearest of these.
package struct ImportChains: Sendable {
    package let graph: ImportGraph
    private let importers: Importers

    package init(_ graph: ImportGraph) {
        self.graph = graph
        importers = Importers(graph)
    }

    /// One chain from each entry point that leads there: those without dynamic imports first, then the shortest, then
    /// in the order of the entry points. At most ``ImportLimits/chains``, and how many more there are.
    package func chains(to match: ImportMatch) -> (chains: [ImportChain], more: Int) {
        let targets = graph.modules(of: match)
        let search = ImportSearch(graph, importers, to: targets)
        let starts = starts(search)
        let chains = starts.prefix(ImportLimits.chains).map { chain(from: $0, search) }
        return (chains, starts.count - chains.count)
    }

    /// The import that brought a package or a module into the build: the last one of the shortest chain from any entry
    /// point that comes from outside of the package. Nil if no chain is known, or an entry point begins with it.
    package func firstImport(of match: ImportMatch) -> ImportPlace? {
        let targets = graph.modules(of: match)
        let search = ImportSearch(graph, importers, to: targets)
        guard let start = starts(search).first else { return nil }
        let package = targets.first.map { graph.packageOf[Int($0)] } ?? -1
        var (module, last) = (Int(start.module), ImportPlace?.none)
        while let index = search.next(from: module, isStatic: start.isStatic, in: graph) {
            if package < 0 || graph.packageOf[module] != package { last = graph.place(of: index, by: module) }
            module = Int(graph.imports[index].target)
        }
        return last
    }

    /// Some of the imports of a module or package by others, whether or not an entry point leads to them.
    func imports(of match: ImportMatch) -> [ImportPlace] {
        let targets = Set(graph.modules(of: match))
        var places: [ImportPlace] = []
        for target in targets.sorted() {
            for found in importers.of(Int(target)) where !targets.contains(found.importer) {
                guard places.count < ImportLimits.importers else { return places }
                places.append(graph.place(of: Int(found.index), by: Int(found.importer)))
            }
        }
        return places
    }

    private struct Start {
        let entry: Int
        let module: Int32
        let isStatic: Bool
        let length: Int32
    }

    /// The best module of each entry point that leads there, best first.
    private func starts(_ search: ImportSearch) -> [Start] {
        let starts = graph.entries.enumerated().compactMap { entry, found -> Start? in
            func nearest(_ distances: [Int32]) -> (Int32, Int32)? {
                let reaching = found.modules.map { ($0, distances[Int($0)]) }.filter { $0.1 >= 0 }
                return reaching.min { $0.1 < $1.1 }
            }
            if let (module, length) = nearest(search.initial) {
                return Start(entry: entry, module: module, isStatic: true, length: length)
            }
            return nearest(search.any).map { Start(entry: entry, module: $0, isStatic: false, length: $1) }
        }
        return starts.sorted { one, other in
            if one.isStatic != other.isStatic { return one.isStatic }
            return (one.length, one.entry) < (other.length, other.entry)
        }
    }

    private func chain(from start: Start, _ search: ImportSearch) -> ImportChain {
        let length = Int(start.length)
        let half = ImportLimits.places / 2
        let omission = length > 2 * half ? ImportChain.Omission(after: half, count: length - 2 * half) : nil
        var (module, step, imports) = (Int(start.module), 0, [ImportPlace]())
        while let index = search.next(from: module, isStatic: start.isStatic, in: graph) {
            if omission == nil || step < half || step >= length - half {
                imports.append(graph.place(of: index, by: module))
            }
            module = Int(graph.imports[index].target)
            step += 1
        }
        return ImportChain(
            entry: graph.entries[start.entry].name, module: graph.path(of: module), isStatic: start.isStatic,
            length: length, imports: imports, omission: omission)
    }
}
