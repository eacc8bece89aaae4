/// Says of each duplicate what the report says of it.
struct DuplicateReport {
    let delivered: DeliveredModules
    let importers: ModuleImporters
    let savings: Savings

    func duplicates(_ list: DuplicateList, _ packages: inout PackageList) -> Duplicates {
        Duplicates(list: list.found.map { duplicate($0, &packages) }, totals: list.totals)
    }

    private func duplicate(_ found: FoundDuplicate, _ packages: inout PackageList) -> Duplicate {
        let known = found.copies.map { imports(of: $0, found.kind) }
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

    /// The imports from outside of the copy, one of each module, static ones before others of it.
    private func imports(of copy: FoundDuplicate.Copy, _ kind: Duplicate.Kind) -> [ModuleImporters.Import] {
        let inside = Set(copy.modules)
        var (found, indices) = ([ModuleImporters.Import](), [String: Int]())
        for module in copy.modules.prefix(DuplicateLimits.askedModules) {
            guard case .stats(let index) = delivered.all[module].source else { continue }
            for one in importers.imports(of: index) where !isInside(one, copy, inside, kind) {
                if let known = indices[one.place.module] {
                    if found[known].place.kind == .dynamic, one.place.kind == .static { found[known] = one }
                } else {
                    indices[one.place.module] = found.count
                    found.append(one)
                }
            }
        }
        guard kind == .copiedModule else { return found }
        // Whoever imports it in the same file is why it is there.
        let here = found.filter { isIn(copy.parts[0].asset, $0) }
        return here.isEmpty ? found : here
    }

    private func isInside(
        _ one: ModuleImporters.Import, _ copy: FoundDuplicate.Copy, _ inside: Set<Int>, _ kind: Duplicate.Kind
    ) -> Bool {
        // A style sheet is imported by what its loaders made of it.
        if one.place.module == copy.path { return true }
        guard let importer = one.importer else { return false }
        if let module = delivered.module(ofStats: importer), inside.contains(module) { return true }
        guard kind == .versions || kind == .sameVersion, let package = copy.package else { return false }
        return importers.package(of: one) == delivered.packages[package]
    }

    private func isIn(_ asset: Int, _ one: ModuleImporters.Import) -> Bool {
        guard let module = one.importer.flatMap({ delivered.module(ofStats: $0) }) else { return false }
        return delivered.copies(of: module).contains { $0.asset == asset }
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
            let names = older.flatMap { imports[$0].compactMap(importers.package) }.map(\.name)
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
