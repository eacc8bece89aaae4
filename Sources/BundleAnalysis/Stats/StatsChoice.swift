/// Chooses among the stats of a build those that describe it.
struct StatsChoice {
    struct Choice {
        let found: StatsFinder.Found
        /// The paths of the others.
        let others: [String]
    }

    private struct Weighed {
        let found: StatsFinder.Found
        /// How many of the files that they name are there.
        let present: Int
    }

    /// Scripts that no stats are known to name, to show whose they are not.
    private let scripts: [String]
    private let members: Members
    /// Of all stats only the best are kept: they may be large.
    private var best: Weighed?
    private var bestManifest: Weighed?
    private var foreign: String?
    /// Of all stats but manifests.
    private var paths: [String] = []

    init(_ members: Members) {
        self.members = members
        scripts = members.paths.filter { AssetType(name: $0) == .js }
    }

    mutating func add(_ found: StatsFinder.Found) {
        let present = present(found)
        if !found.stats.isManifest { paths.append(found.path) }
        guard let present else {
            foreign = foreign ?? found.path
            return
        }
        let weighed = Weighed(found: found, present: present)
        if found.stats.isManifest {
            if present > (bestManifest?.present ?? -1) { bestManifest = weighed }
        } else if present > (best?.present ?? -1) {
            best = weighed
        }
    }

    /// The stats with the most files that are really there; those that only name the files come last. Nil without any.
    func choice() throws(AnalysisFailure) -> Choice? {
        guard let best = best ?? bestManifest else {
            guard let foreign else { return nil }
            throw .stats(.foreign(file: ShownName(foreign), scripts: ShownNames(scripts)))
        }
        return Choice(found: best.found, others: paths.filter { $0 != best.found.path })
    }

    /// How many of the files that the stats name are there; nil if none of their scripts is, but others are.
    private func present(_ found: StatsFinder.Found) -> Int? {
        let files = AssetFiles(members, folder: found.folder)
        var (present, named, presentScripts) = (0, 0, 0)
        for asset in found.stats.assets {
            let name = AssetName.clean(asset.name)
            let isScript = (asset.type ?? AssetType(name: name)) == .js
            let isPresent = files.find(name: name, path: asset.path.map(AssetName.clean)) != nil
            if isPresent, !AssetName.isSkipped(name) { present += 1 }
            if isScript { named += 1 }
            if isScript, isPresent { presentScripts += 1 }
        }
        let isForeign = named > 0 && presentScripts == 0 && !scripts.isEmpty
        return isForeign ? nil : present
    }
}
