/// Says of each duplicate what the report says of it.
struct DuplicateReport {
    let delivered: DeliveredModules
    let importers: ModuleImporters
    let savings: Savings
    /// How many more reasons are looked at.
    private var room = DuplicateLimits.reasons

    init(delivered: DeliveredModules, importers: ModuleImporters, savings: Savings) {
        (self.delivered, self.importers, self.savings) = (delivered, importers, savings)
    }

    mutating func duplicates(_ list: DuplicateList, _ packages: inout PackageList) -> Duplicates {
        var duplicates = Duplicates(list: [], totals: list.totals)
        for found in list.found { duplicates.list.append(duplicate(found, &packages)) }
        return duplicates
    }

    private mutating func duplicate(_ found: FoundDuplicate, _ packages: inout PackageList) -> Duplicate {
        let known = imports(of: found)
        let savings = found.copies.map { self.savings.saving(of: SavingPlan.pieces(of: $0.parts)) }
        let versions = found.copies.map { version(of: $0, &packages) }
        var copies: [Duplicate.Copy] = []
        for (index, copy) in found.copies.prefix(DuplicateLimits.copies).enumerated() {
            let places = known[index].map(\.place)
            let ref = copy.package.map { packages.ref(of: delivered.packages[$0]) }
            copies.append(
                Duplicate.Copy(
                    path: copy.path, packageRef: ref, version: versions[index], format: copy.format, size: copy.size,
                    saving: savings[index],
                    assetRefs: Set(copy.parts.map(\.asset)).sorted().map { delivered.assets[$0].asset.ref },
                    importers: Array(places.prefix(DuplicateLimits.importers)),
                    moreImporters: places.count > DuplicateLimits.importers
                        ? places.count - DuplicateLimits.importers : nil))
        }
        let more = found.copies.count - copies.count
        let removable = savings.dropFirst()
        let saving = removable.contains(nil) ? nil : Size.sum(removable.compactMap { $0 })
        return Duplicate(
            kind: found.kind, name: name(of: found), copies: copies, moreCopies: more > 0 ? more : nil,
            wasted: found.wasted, saving: saving, remedy: remedy(found, versions, known, &packages))
    }

    private func name(of found: FoundDuplicate) -> String {
        switch found.kind {
        case .versions, .sameVersion, .formats: packageName(of: found.copies[0])
        case .copiedModule, .sameText: found.copies[0].path
        }
    }

    private func packageName(of copy: FoundDuplicate.Copy) -> String {
        copy.package.map { delivered.packages[$0].name } ?? copy.path
    }

    private func version(of copy: FoundDuplicate.Copy, _ packages: inout PackageList) -> String? {
        guard let package = copy.package else { return nil }
        let ref = packages.ref(of: delivered.packages[package])
        return packages.all[ref - 1].version
    }

    // MARK: Who asks for it

    /// The imports of each copy that is listed.
    private mutating func imports(of found: FoundDuplicate) -> [[ModuleImporters.Import]] {
        let listed = found.copies.prefix(DuplicateLimits.copies)
        guard found.kind == .copiedModule, let first = listed.first else {
            return listed.map { imports(of: $0, found.kind) }
        }
        // Whoever imports it in the same file is why it is there.
        let all = imports(of: first, found.kind)
        return listed.map { copy in
            let here = all.filter { isIn(copy.parts[0].asset, $0) }
            return here.isEmpty ? all : here
        }
    }

    /// The imports from outside of the copy, one of each module, static ones before others of it.
    private mutating func imports(of copy: FoundDuplicate.Copy, _ kind: Duplicate.Kind) -> [ModuleImporters.Import] {
        let inside = Set(copy.modules)
        var (found, indices) = ([ModuleImporters.Import](), [String: Int]())
        for module in copy.modules where room > 0 {
            guard case .stats(let index) = delivered.all[module].source else { continue }
            room -= min(delivered.build.modules.all[index].reasons.count, ModuleImporters.reasonLimit)
            // A style sheet is imported by what its loaders made of it, which has its path.
            for one in importers.imports(of: index, where: { !isInside($0, copy, inside, kind) })
            where one.place.module != copy.path {
                if let known = indices[one.place.module] {
                    if found[known].place.kind == .dynamic, one.place.kind == .static { found[known] = one }
                } else {
                    indices[one.place.module] = found.count
                    found.append(one)
                }
            }
        }
        return found
    }

    private func isInside(
        _ importer: Int?, _ copy: FoundDuplicate.Copy, _ inside: Set<Int>, _ kind: Duplicate.Kind
    ) -> Bool {
        guard let importer else { return false }
        let module = delivered.module(ofStats: importer)
        if let module, inside.contains(module) { return true }
        guard kind == .versions || kind == .sameVersion, let package = copy.package else { return false }
        if let module { return delivered.all[module].package == package }
        return delivered.build.packages.package(of: importer) == delivered.packages[package]
    }

    private func isIn(_ asset: Int, _ one: ModuleImporters.Import) -> Bool {
        one.importer.flatMap { delivered.module(ofStats: $0) }.map { delivered.has(asset, $0) } ?? false
    }

    // MARK: What mends it

    private func remedy(
        _ found: FoundDuplicate, _ versions: [String?], _ imports: [[ModuleImporters.Import]],
        _ packages: inout PackageList
    ) -> DuplicateRemedy {
        let first = found.copies[0]
        switch found.kind {
        case .versions:
            let newest = versions.compactMap { $0 }.max(by: VersionOrder.precedes)
            let older = versions.indices.filter { versions[$0] != newest }
            let from = Set(older.compactMap { versions[$0] }).sorted(by: VersionOrder.precedes)
            let names = older.filter(imports.indices.contains).flatMap { imports[$0].compactMap(importers.package) }
                .map(\.name)
            let requiring = Set(names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            return .upgrade(package: packageName(of: first), from: from, to: newest, requiredBy: requiring)
        case .sameVersion: return .dedupe(package: packageName(of: first), version: versions[0])
        case .formats:
            let (esm, other) = first.format == .esm ? (first, found.copies[1]) : (found.copies[1], first)
            return .alias(package: packageName(of: first), from: other.path, to: esm.path)
        case .copiedModule:
            let names = found.copies.prefix(DuplicateLimits.copies).map {
                delivered.assets[$0.parts[0].asset].asset.name
            }
            return .splitChunk(module: first.path, assets: names)
        case .sameText:
            let others = found.copies.dropFirst().prefix(DuplicateLimits.copies).map(\.path)
            return .importOne(module: first.path, insteadOf: Array(others))
        }
    }
}
