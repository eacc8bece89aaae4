/// Determines what each entry point contains of which package.
///
/// Sizes are those of the packages in the entry point's assets, so code that was copied into several assets counts several
/// times. Which packages are there, who imports them, and what they were put together with is what the stats say of the
/// modules of its chunks.
struct EntryPackages {
    /// What an entry point contains.
    struct Contents {
        var appendixes: [Report.PackageAppendix] = []
        var packages: [AuditedPackage] = []
        /// The refs of the assets with modules both of the project's own and of packages.
        var mixedRefs: Set<Int> = []
    }

    private let build: AttributedBuild
    private let places: ModulePlaces
    private let issuers: ModuleIssuers
    private let packages: PackageList
    /// By the index of the package in the build; 0 for those that the report does not have.
    private let refs: [Int]
    private let assets: [Report.Asset]
    private let mixed: Set<Int>
    private let countsEmptyModules: Bool
    private var walk: ModuleWalk
    private var rows: PackageRows
    /// How many more importing packages, assets of modules, and packages of assets may be gone through.
    private var work = StatsLimits.entryModules
    /// How many more refs the appendixes of all entry points may have.
    private var room = StatsLimits.references

    /// How many refs an appendix counts as, besides those that it has.
    private static let appendixWeight = 10

    /// - Parameters:
    ///   - packages: those of the report, complete.
    ///   - countsEmptyModules: whether the imports of modules without bytes count, such as those of an `index.js` that
    ///     only exports what other modules have.
    init(
        _ build: AttributedBuild, _ places: ModulePlaces, _ packages: PackageList, _ assets: [Report.Asset],
        countsEmptyModules: Bool
    ) {
        self.build = build
        self.places = places
        self.packages = packages
        self.assets = assets
        self.countsEmptyModules = countsEmptyModules
        issuers = ModuleIssuers(build.modules, build.packages)
        refs = build.packages.names.map { packages.knownRef(of: $0) ?? 0 }
        mixed = Set(assets.filter { Self.isMixed($0, packages) }.map(\.ref))
        walk = ModuleWalk(build.modules, room: StatsLimits.entryModules)
        rows = PackageRows(packageCount: packages.all.count)
    }

    /// - Parameters:
    ///   - chunks: indices of the entry point's chunks.
    ///   - assetRefs: the refs of their assets.
    ///   - initialRefs: of these, those of its initial chunks.
    /// - Throws: a build failure if the entry points together have too many modules or packages.
    mutating func contents(
        ofChunks chunks: [Int], assetRefs: [Int], initialRefs: Set<Int>
    ) throws(AnalysisFailure) -> Contents {
        try AnalysisFailure.checkCancellation(.measuring)
        let steps = walk.steps(throughChunks: chunks)
        guard walk.room >= 0 else { throw .stats(.tooManyReferences(limit: StatsLimits.entryModules)) }
        rows.removeAll()
        for step in steps { add(step) }
        for ref in assetRefs { add(assets[ref - 1], isInitial: initialRefs.contains(ref)) }
        guard work >= 0 else { throw .stats(.tooManyReferences(limit: StatsLimits.entryModules)) }
        let present = rows.present
        let appendixes = present.map(appendix)
        room -= appendixes.reduce(0) { sum, appendix in
            sum + Self.appendixWeight + appendix.issuerRefs.count + appendix.assetRefs.count + appendix.notes.count
        }
        guard room >= 0 else { throw .stats(.tooManyReferences(limit: StatsLimits.references)) }
        return Contents(
            appendixes: appendixes, packages: present.map(audited), mixedRefs: mixed.intersection(assetRefs))
    }

    // MARK: Collecting

    /// A package is there if one of its modules has bytes, or was put together with others: its bytes may count as
    /// theirs.
    private mutating func add(_ step: ModuleWalk.Step) {
        guard let package = ref(ofModule: step.module) else { return }
        let (places, importers) = (places[step.module], issuers[step.module])
        work -= places.count + importers.count
        guard work >= 0 else { return }
        let row = rows.index(ofPackage: package)
        let hasBytes = !places.isEmpty
        if hasBytes || step.outer != nil { rows.setPresent(row, hasBytes: hasBytes) }
        for place in places { rows.add(.asset, Int(place), to: row) }
        if let outer = step.outer.flatMap(ref(ofModule:)), outer != package { rows.add(.outer, outer, to: row) }
        guard hasBytes || countsEmptyModules || step.outer != nil else { return }
        let link: PackageRows.Link = hasBytes || countsEmptyModules ? .issuer : .issuerOfInner
        for importer in importers {
            let issuer = refs[Int(importer)]
            if issuer > 0 { rows.add(link, issuer, to: row) }
        }
    }

    private mutating func add(_ asset: Report.Asset, isInitial: Bool) {
        work -= asset.packageRefs.count
        guard work >= 0 else { return }
        for package in asset.packageRefs {
            let row = rows.index(ofPackage: package.ref)
            rows.setPresent(row, hasBytes: package.size.raw > 0)
            if package.size.raw > 0 { rows.add(.asset, asset.ref, to: row) }
            if asset.intermediate != true { rows.add(package.size, isInitial: isInitial, to: row) }
        }
    }

    /// Of a package that the report has.
    private func ref(ofModule module: Int) -> Int? {
        build.packages.index(of: module).map { refs[$0] }.flatMap { $0 > 0 ? $0 : nil }
    }

    // MARK: Results

    private func appendix(_ row: PackageRows.Row) -> Report.PackageAppendix {
        let issuers = row[.issuer] + (row.hasBytes ? [] : row[.issuerOfInner])
        return Report.PackageAppendix(
            ref: row.ref, size: row.size, issuerRefs: issuers.filter(rows.isPresent), assetRefs: row[.asset],
            notes: row[.outer].map { Report.PackageAppendix.Note(type: Self.concatenation, targetRef: $0) })
    }

    /// Its modules were put together in a module of another package.
    private static let concatenation = "concat"

    private func audited(_ row: PackageRows.Row) -> AuditedPackage {
        let package = packages.all[row.ref - 1]
        return AuditedPackage(
            ref: row.ref, name: package.name, version: package.version, size: row.size, initialSize: row.initialSize)
    }

    private static func isMixed(_ asset: Report.Asset, _ packages: PackageList) -> Bool {
        let names = asset.packageRefs.map { packages.all[$0.ref - 1].name }
        return names.contains(.sourceCode) && names.contains { $0 != .sourceCode && $0 != .buildTool }
    }
}
