extension ImportGraph {
    /// The graph that the stats of a build describe; without modules for a build without stats.
    init(
        _ stats: BuildStats, modules limit: Int = ImportLimits.modules, imports importLimit: Int = ImportLimits.imports
    ) {
        let modules = stats.modules
        var nodes = ImportedModules(modules, limit: limit)
        var collector = ImportCollector(modules, limit: importLimit)
        let starts = [0] + modules.configurations.filter { $0 > 0 }
        for (start, end) in zip(starts, starts.dropFirst() + [modules.all.count]) {
            let first = nodes.firsts.count
            nodes.enter(start..<end)
            collector.collect(start..<end, nodes, from: first)
        }
        setModules(of: stats, nodes)
        entries = EntryModules(stats, nodes, collector).entries
        setImports(collector, modules)
        isCut = nodes.isCut || collector.isCut
    }

    private mutating func setModules(of stats: BuildStats, _ nodes: ImportedModules) {
        let files = ModuleFiles(stats)
        var list = PackageList(versions: stats.packages.map { ($0.path, $0.version) })
        paths.reserveCapacity(nodes.firsts.count)
        packageOf.reserveCapacity(nodes.firsts.count)
        for module in nodes.firsts {
            paths.append(files.path(of: Int(module), in: &texts))
            packageOf.append(files.package(of: Int(module)).map { Int32(list.ref(of: $0) - 1) } ?? -1)
        }
        packages = list.all.map { Package(name: $0.name.name, path: $0.name.path, version: $0.version) }
    }

    /// Orders the imports by the module that imports; those of one module stay in the order of their targets.
    private mutating func setImports(_ collector: ImportCollector, _ modules: StatsModules) {
        starts = [Int32](repeating: 0, count: paths.count + 1)
        for found in collector.found { starts[Int(found.importer) + 1] += 1 }
        for index in paths.indices { starts[index + 1] += starts[index] }
        var next = starts
        var order = [Int32](repeating: 0, count: collector.found.count)
        for (index, found) in collector.found.enumerated() {
            order[Int(next[Int(found.importer)])] = Int32(index)
            next[Int(found.importer)] += 1
        }
        var specifiers = [Name?](repeating: nil, count: modules.names.count)
        imports.reserveCapacity(order.count)
        for index in order {
            let found = collector.found[Int(index)]
            let request = Int(modules.reasons[Int(found.reason)].request.index)
            if specifiers[request] == nil {
                specifiers[request] = texts.intern(modules.names[Name(index: UInt32(request))])
            }
            imports.append(
                Import(
                    target: found.target, isDynamic: found.isDynamic, specifier: specifiers[request] ?? .empty,
                    location: found.location))
        }
    }
}
