/// The assets that a treemap is of.
struct TreemapScope {
    /// Indices into the assets of the builds.
    let current: [Int]
    let baseline: [Int]
    let entryPoint: String?
    let asset: String?

    /// Nil if the build has no such part.
    init?(_ part: TreemapDocument.Part, in build: TreemapBuild, against baseline: TreemapBuild?) {
        let report = build.build.report
        var (entry, file): (StoredReport.EntryPoint?, Int?)
        switch part {
        case .first:
            entry = report.entryPoints.first
            if entry == nil { file = report.assets.indices.first }
        case .entryPoint(let name): entry = report.entryPoints.first { $0.name.utf8.elementsEqual(name.utf8) }
        case .asset(let name): file = report.assets.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
        }
        if let entry {
            func assets(_ entry: StoredReport.EntryPoint, _ build: ComparedBuild) -> [Int] {
                build.counted(build.assets(entry.assetRefs))
            }
            current = assets(entry, build.build)
            let other = baseline?.build.report.entryPoints.first { $0.name.utf8.elementsEqual(entry.name.utf8) }
            self.baseline = baseline.flatMap { baseline in other.map { assets($0, baseline.build) } } ?? []
            (entryPoint, asset) = (entry.name, nil)
        } else if let file {
            (current, self.baseline) = ([file], [])
            (entryPoint, asset) = (nil, report.assets[file].name)
        } else {
            return nil
        }
    }

    /// A path from the root of the treemap: within an asset, or in the asset of an entry point.
    func path(_ path: String, in asset: String) -> String {
        if path.isEmpty { return asset }
        return self.asset == nil ? "\(asset)/\(path)" : path
    }
}
