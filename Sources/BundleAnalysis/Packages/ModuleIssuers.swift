/// Which packages import each module of a build, its own package aside.
struct ModuleIssuers: Sendable {
    /// Where the packages of each module end in ``packages``.
    private var ends: [Int] = []
    /// Indices into ``BuildPackages/names``, each once for a module, in the order of the stats.
    private var packages: [Int32] = []

    init(_ modules: StatsModules, _ build: BuildPackages) {
        var importers = Importers(modules, build)
        // The module for which a package was noted last.
        var noted = [Int](repeating: -1, count: build.names.count)
        ends.reserveCapacity(modules.all.count)
        for (index, module) in modules.all.enumerated() {
            let own = build.index(of: index)
            for reason in modules.reasons[module.reasons] {
                guard let package = importers.package(of: reason.module), package != own, noted[package] != index
                else { continue }
                noted[package] = index
                packages.append(Int32(package))
            }
            ends.append(packages.count)
        }
    }

    subscript(module: Int) -> ArraySlice<Int32> { packages[(module == 0 ? 0 : ends[module - 1])..<ends[module]] }

    /// The packages of the modules that import others, which are known by their names.
    private struct Importers {
        private let modules: StatsModules
        private let build: BuildPackages
        /// By the number of the name.
        private var packages: [Int32]

        private static let (unknown, none): (Int32, Int32) = (-2, -1)

        init(_ modules: StatsModules, _ build: BuildPackages) {
            self.modules = modules
            self.build = build
            packages = [Int32](repeating: Self.unknown, count: modules.names.count)
            packages[0] = Self.none
            for (index, module) in modules.all.enumerated() where packages[Int(module.name.index)] == Self.unknown {
                packages[Int(module.name.index)] = Self.number(build.index(of: index))
            }
        }

        mutating func package(of importer: StatsModules.Name) -> Int? {
            let name = Int(importer.index)
            if packages[name] == Self.unknown {
                packages[name] = Self.number(build.index(ofModuleNamed: modules.names[importer]))
            }
            return packages[name] < 0 ? nil : Int(packages[name])
        }

        private static func number(_ index: Int?) -> Int32 { index.map(Int32.init) ?? none }
    }
}
