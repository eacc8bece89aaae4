/// What is found out about the modules of a build once all files are measured: duplicates, what tree shaking has left, and
/// what files would lose without some packages.
struct BuildFindings: Sendable {
    private let delivered: DeliveredModules
    private let importers: ModuleImporters
    private let formats: ModuleFormats
    private let duplicates: DuplicateList
    private let packages: LargestPackages
    private let plan: SavingPlan
    private var savings = Savings()

    init(_ assets: [AttributedAsset], _ build: AttributedBuild, _ stats: BuildStats, _ entryPoints: EntryPoints) {
        delivered = DeliveredModules(assets, build)
        importers = ModuleImporters(build)
        formats = ModuleFormats(build, importers)
        var list = PackageList(versions: stats.packages.map { ($0.path, $0.version) })
        let refs = delivered.packages.map { list.ref(of: $0) }
        let versions = refs.map { list.all[$0 - 1].version }
        duplicates = DuplicateList(DuplicateSearch(delivered, importers, formats, versions: versions).found)
        packages = LargestPackages(
            delivered,
            entryPoints: entryPoints.all.prefix(SavingLimits.entryPoints).map { entryPoints.assetRefs(of: $0.chunks) })
        var plan = SavingPlan(assets)
        // Half of the room is for the packages of the entry points.
        duplicates.plan(&plan, staying: false, reserve: plan.rest / 2)
        for package in packages.all.flatMap({ $0 }) { plan.add(package.pieces) }
        duplicates.plan(&plan, staying: false)
        duplicates.plan(&plan, staying: true)
        self.plan = plan
    }

    /// Compresses what is needed to know the savings.
    mutating func measure(_ members: Members, _ parallelism: Parallelism) async throws(AnalysisFailure) {
        savings = try await SavingMeasuring(members: members, parallelism: parallelism)
            .measure(plan, of: delivered.assets)
    }

    /// Adds them to a report; numbers the packages that are not numbered yet.
    func add(to report: inout Report, _ packages: inout PackageList) {
        var duplicate = DuplicateReport(delivered: delivered, importers: importers, savings: savings)
        report.duplicates = duplicate.duplicates(duplicates, &packages)
        report.alternatives = Alternatives.all(of: delivered, &packages)
        report.treeShaking = TreeShakingSearch(delivered, importers, formats).report(&packages)
        for (index, largest) in self.packages.all.enumerated() {
            report.entryPoints[index].packageSavings = largest.compactMap { package in
                savings.saving(of: package.pieces).map { saving in
                    PackageSaving(
                        ref: packages.ref(of: delivered.packages[package.package]), size: package.size, saving: saving)
                }
            }
        }
    }
}
