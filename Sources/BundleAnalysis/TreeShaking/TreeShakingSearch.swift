/// Finds the modules that tree shaking has left, by what the stats say of their exports.
struct TreeShakingSearch {
    private struct Found {
        let module: Int
        /// In the stats.
        let index: Int
        let use: TreeShaking.Use
    }

    private let delivered: DeliveredModules
    private let importers: ModuleImporters
    private let formats: ModuleFormats
    private let notInStats: [TreeShaking.Field]

    init(_ delivered: DeliveredModules, _ importers: ModuleImporters, _ formats: ModuleFormats) {
        (self.delivered, self.importers, self.formats) = (delivered, importers, formats)
        let modules = delivered.build.modules.all
        var missing: [TreeShaking.Field] = []
        if modules.allSatisfy({ $0.exports.used == .notInStats }) { missing.append(.usedExports) }
        if modules.allSatisfy({ $0.exports.provided == .notInStats }) { missing.append(.providedExports) }
        if modules.allSatisfy({ !$0.exports.hasBailouts }) { missing.append(.optimizationBailout) }
        if !delivered.build.listsSideEffects { missing.append(.sideEffects) }
        notInStats = missing
    }

    func report(_ packages: inout PackageList) -> TreeShaking {
        guard !notInStats.contains(.usedExports), !notInStats.contains(.providedExports) else {
            return TreeShaking(notInStats: notInStats, modules: [])
        }
        let found = delivered.all.indices.compactMap(found)
        let unused = found.filter { $0.use == .none }
        let whole = found.filter { $0.use != .none }
        let listed = (largest(unused) + largest(whole)).prefix(TreeShaking.listLimit)
        return TreeShaking(
            notInStats: notInStats, unused: total(unused), whole: total(whole), unmeasured: unmeasured,
            modules: listed.map { module($0, &packages) })
    }

    private func total(_ found: [Found]) -> TreeShaking.Total {
        TreeShaking.Total(count: found.count, size: Size.sum(found.map { delivered.all[$0.module].size }))
    }

    private func largest(_ found: [Found]) -> [Found] {
        found.sorted { one, other in
            let (left, right) = (delivered.all[one.module].size.raw, delivered.all[other.module].size.raw)
            return left == right ? one.module < other.module : left > right
        }
    }

    private func found(_ module: Int) -> Found? {
        guard case .stats(let index) = delivered.all[module].source else { return nil }
        // Of modules that were put together, each is one.
        guard delivered.build.modules.all[index].inner.isEmpty, isScript(module), let use = use(index) else {
            return nil
        }
        return Found(module: module, index: index, use: use)
    }

    private func isScript(_ module: Int) -> Bool {
        delivered.copies(of: module).contains { delivered.assets[$0.asset].asset.type == .js }
    }

    /// Nil for a module with nothing to be left out.
    private func use(_ index: Int) -> TreeShaking.Use? {
        let exports = delivered.build.modules.all[index].exports
        switch (exports.provided, exports.used) {
        case (.notInStats, _), (_, .notInStats), (.count(0), _): return nil
        case (_, .count(0)): return TreeShaking.Use.none
        // Of a single export, all is as little as there can be.
        case (.count(1), _), (.count, .count), (.count, .unknown): return nil
        case (.all, .count), (.unknown, .count): return nil
        case (.unknown, _), (.all, _):
            return formats.format(ofStats: index) == .commonJS ? .unknown : .all
        case (.count, .all): return .all
        }
    }

    /// Inner modules of concatenations of whose bytes nobody can tell.
    private var unmeasured: Int {
        var (seen, count) = (Set<Int>(), 0)
        for module in delivered.all {
            guard case .stats(let index) = module.source else { continue }
            for inner in delivered.build.modules.inner[delivered.build.modules.all[index].inner] {
                guard delivered.module(ofStats: inner) == nil, use(inner) == TreeShaking.Use.none else { continue }
                // With a map, no bytes means that nothing is left of it.
                guard !isMapped(module), seen.insert(inner).inserted else { continue }
                count += 1
            }
        }
        return count
    }

    private func isMapped(_ module: DeliveredModules.Module) -> Bool {
        delivered.copies[module.copies].contains { copy in
            delivered.assets[copy.asset].attribution?.agreement != nil
                || delivered.assets[copy.asset].attribution?.method == .map
        }
    }

    // MARK: One module

    private func module(_ found: Found, _ packages: inout PackageList) -> TreeShaking.Module {
        let imports = importers.imports(of: found.index)
        let fault = fault(imports, found.use)
        let package = delivered.all[found.module].package
        return TreeShaking.Module(
            path: delivered.path(of: found.module),
            packageRef: package.map { packages.ref(of: delivered.packages[$0]) },
            size: delivered.all[found.module].size,
            use: found.use, obstacles: obstacles(found, fault), importedBy: fault?.place,
            assetRefs: delivered.assetRefs(of: CollectionOfOne(found.module)))
    }

    /// Of a module whose exports all count as used, the import that makes them; otherwise the first one, from outside of
    /// its package if there is one.
    private func fault(_ imports: [ModuleImporters.Import], _ use: TreeShaking.Use) -> ModuleImporters.Import? {
        let makesAll = imports.first { [.dynamic, .commonJS, .context].contains($0.kind) }
        if use == .all, let makesAll { return makesAll }
        return imports.first { importers.package(of: $0) == .sourceCode && $0.place.line != nil }
            ?? imports.first { $0.place.line != nil } ?? imports.first
    }

    private func obstacles(_ found: Found, _ fault: ModuleImporters.Import?) -> [TreeShakingObstacle] {
        let (build, module) = (delivered.build, delivered.build.modules.all[found.index])
        var obstacles: [TreeShakingObstacle] = []
        if formats.format(ofStats: found.index) == .commonJS {
            let detail = module.exports.commonJS
            obstacles.append(.commonJS(detail: detail == .empty ? nil : build.modules.names[detail]))
        }
        if found.use == .all, let kind = fault?.kind {
            switch kind {
            case .dynamic: obstacles.append(.dynamicImport)
            case .context: obstacles.append(.contextImport)
            case .commonJS: obstacles.append(.required)
            case .esm: obstacles.append(.namespaceImport)
            case .ownExports, .decorator, .other: break
            }
        }
        if found.use == .none {
            obstacles += sideEffects(module)
            if let declared = build.declaredSideEffects(ofModule: found.index) {
                obstacles.append(.sideEffectsDeclared(as: declared))
            }
        }
        guard obstacles.isEmpty else { return obstacles }
        let missing = notInStats.filter { $0 == .optimizationBailout || $0 == .sideEffects }
        return [missing.isEmpty ? .unnamed : .notInStats(fields: missing)]
    }

    private func sideEffects(_ module: StatsModules.Module) -> [TreeShakingObstacle] {
        let modules = delivered.build.modules
        var obstacles: [TreeShakingObstacle] = []
        if let first = modules.sideEffects[module.sideEffects].first {
            let (line, column) = Self.position(atEndOf: modules.names[first])
            obstacles.append(.sideEffectsInSource(line: line, column: column))
        }
        if module.exports.importWithSideEffects != .empty {
            let place = ModuleImporters.position(modules.names[module.exports.importWithSideEffects])
            obstacles.append(.sideEffectsOfImport(line: place.line, column: place.column))
        }
        return obstacles
    }

    /// `Statement (ExpressionStatement) with side effects in source code at 5:0-41`
    static func position(atEndOf text: String) -> (line: Int?, column: Int?) {
        let utf8 = text.utf8
        guard let space = utf8.lastIndex(of: UInt8(ascii: " ")) else { return (nil, nil) }
        return ModuleImporters.position(String(text[utf8.index(after: space)...]))
    }
}
