/// What audits may examine of the modules with bytes in a script.
struct AuditedModules {
    private var all: [AuditedModule] = []
    /// By module; -1 for the others.
    private var indices: [Int32]

    init(_ build: AttributedBuild, _ places: ModulePlaces) {
        indices = [Int32](repeating: -1, count: build.modules.all.count)
        for index in places.inScripts {
            indices[index] = Int32(all.count)
            all.append(Self.audited(index, build))
        }
    }

    /// Those of some modules that have bytes in a script, in the order of the stats.
    func of(_ modules: [Int]) -> [AuditedModule] {
        modules.compactMap { indices[$0] < 0 ? nil : Int(indices[$0]) }.sorted().map { all[$0] }
    }

    private static func audited(_ index: Int, _ build: AttributedBuild) -> AuditedModule {
        let (modules, module) = (build.modules, build.modules.all[index])
        return AuditedModule(
            name: modules.names[module.name == .empty ? module.identifier : module.name],
            package: build.packages.package(of: index), isESM: module.isESM,
            // What a concatenation does not export is used inside of it.
            unusedExports: module.inner.isEmpty ? module.unusedExports : 0,
            hasSideEffects: build.hasSideEffects(index),
            sideEffects: modules.sideEffects[module.sideEffects].map { modules.names[$0] })
    }
}
