/// Who imports the modules of a build, as far as the stats say.
struct ModuleImporters {
    /// What a kind of import makes of the exports of what it imports.
    enum Kind: UInt8 {
        case esm, commonJS, dynamic, context, other
        /// A CommonJS module's use of its own exports.
        case ownExports
        /// A module's use of `module`.
        case decorator

        init(_ type: String) {
            let type = Array(type.utf8)
            func begins(_ text: String) -> Bool { type.starts(with: text.utf8) }
            if begins("cjs self") {
                self = .ownExports
            } else if begins("module decorator") || begins("harmony module decorator") {
                self = .decorator
            } else if begins("harmony") || begins("esm") || begins("import-statement") || begins("import-rule") {
                self = .esm
            } else if begins("import() context") || begins("context") || begins("cjs require context") {
                self = .context
            } else if begins("import()") || begins("dynamic-import") || begins("require.ensure") || begins("prefetch") {
                self = .dynamic
            } else if begins("cjs") || begins("require") || begins("amd") || begins("commonjs") {
                self = .commonJS
            } else {
                self = .other
            }
        }
    }

    struct Import {
        let place: ImportPlace
        let kind: Kind
        /// The module of the stats that imports, if they list it.
        let importer: Int?
    }

    private let modules: StatsModules
    private let packages: BuildPackages
    /// By the number of the name: of several modules with one name the first.
    private let byName: [UInt32: Int32]
    private let kinds: [UInt32: Kind]

    init(_ build: AttributedBuild) {
        (modules, packages) = (build.modules, build.packages)
        var byName: [UInt32: Int32] = [:]
        byName.reserveCapacity(modules.all.count)
        for (index, module) in modules.all.enumerated() where byName[module.name.index] == nil {
            byName[module.name.index] = Int32(index)
        }
        self.byName = byName
        var kinds: [UInt32: Kind] = [:]
        for reason in modules.reasons where kinds[reason.type.index] == nil {
            kinds[reason.type.index] = Kind(modules.names[reason.type])
        }
        self.kinds = kinds
    }

    func kind(of reason: StatsModules.Reason) -> Kind { kinds[reason.type.index] ?? .other }

    func importer(of reason: StatsModules.Reason) -> Int? {
        reason.module == .empty ? nil : byName[reason.module.index].map(Int.init)
    }

    /// The imports of a module by others, in the order of the stats.
    ///
    /// - Parameter isWanted: whether an import by this module of the stats is.
    func imports(of module: Int, where isWanted: (Int?) -> Bool = { _ in true }) -> [Import] {
        let name = modules.all[module].name
        return modules.reasons[modules.all[module].reasons].prefix(Self.reasonLimit).compactMap { reason in
            guard reason.module != .empty, reason.module != name else { return nil }
            let (kind, importer) = (kind(of: reason), importer(of: reason))
            guard kind != .ownExports, kind != .decorator, isWanted(importer) else { return nil }
            return Import(place: place(of: reason, kind), kind: kind, importer: importer)
        }
    }

    /// How many reasons of one module are looked at.
    static let reasonLimit = 1000

    /// The package of a module that imports.
    func package(of found: Import) -> PackageName? { found.importer.flatMap { packages.package(of: $0) } }

    private func place(of reason: StatsModules.Reason, _ kind: Kind) -> ImportPlace {
        let (line, column) = Self.position(modules.names[reason.location])
        return ImportPlace(
            module: DeliveredModules.path(modules.names[reason.module]),
            specifier: reason.request == .empty ? nil : modules.names[reason.request],
            kind: kind == .dynamic ? .dynamic : .static, line: line, column: column)
    }

    /// Where `3:0-21` and `3:0-4:16` begin.
    static func position(_ location: String) -> (line: Int?, column: Int?) {
        let start = location.utf8.prefix { $0 != UInt8(ascii: "-") }
        let numbers = start.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map {
            Int(String(decoding: $0, as: UTF8.self))
        }
        guard let first = numbers.first, let line = first, line > 0 else { return (nil, nil) }
        return (line, numbers.count > 1 ? numbers[1] : nil)
    }
}
