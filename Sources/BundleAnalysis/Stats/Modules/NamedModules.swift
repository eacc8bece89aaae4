/// Modules that are known by their names, as in esbuild and Rollup, and the parts of output files that they make up.
struct NamedModules {
    private(set) var modules: StatsModules
    /// By the number of their name; of two with one name the first.
    private var byName: [UInt32: Int] = [:]
    private var partCount = 0

    init(_ modules: StatsModules = StatsModules()) {
        self.modules = modules
        for (index, module) in modules.all.enumerated() where byName[module.name.index] == nil {
            byName[module.name.index] = index
        }
    }

    /// The module of this name, added if there is none.
    mutating func module(_ name: String) -> Int {
        let name = modules.intern(name)
        if let known = byName[name.index] { return known }
        var module = StatsModules.Module()
        (module.id, module.name) = (name, name)
        let index = modules.add(module)
        byName[name.index] = index
        return index
    }

    mutating func update(_ index: Int, _ change: (inout StatsModules.Module) -> Void) { modules.update(index, change) }

    mutating func intern(_ name: String) -> StatsModules.Name { modules.intern(name) }

    mutating func setReasons(_ reasons: [StatsModules.Reason], of index: Int) {
        modules.setReasons(reasons, of: index)
    }

    mutating func setOutput(_ asset: String, _ parts: [StatsModules.Part], isBeforeMinification: Bool) {
        modules.setOutput(asset, parts, isBeforeMinification: isBeforeMinification)
    }

    /// Says which module an output file was made for, if the stats know it.
    mutating func setEntry(_ source: String, of asset: String) {
        guard let name = modules.names.name(source), let module = byName[name.index] else { return }
        modules.setEntry(module, of: asset)
    }

    /// Adds the chunk that comes next; its modules are those of its files.
    mutating func addChunk(files: [String]) {
        let members = files.flatMap { file in
            modules.outputs[file].map { modules.parts[$0.parts].map { Int32($0.module) } } ?? []
        }
        modules.addChunk(members.distinct())
    }

    /// Throws if there are more modules, or parts of files, than can be held.
    mutating func check(_ reader: StatsReader, adding parts: Int) throws(StatsFault) {
        partCount += parts
        try reader.check(modules.all.count, atMost: StatsLimits.modules, .modules)
        try reader.check(partCount, atMost: StatsLimits.memberships, .modules)
    }
}
