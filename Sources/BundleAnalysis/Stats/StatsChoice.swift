/// Chooses among the stats of a build those that describe it.
struct StatsChoice {
    struct Choice {
        let found: StatsFinder.Found
        /// The paths of the others.
        let others: [String]
    }

    private struct Weighed {
        let found: StatsFinder.Found
        let present: Int
        /// None of the scripts that they name is there, but others are.
        let isForeign: Bool
    }

    /// Scripts that no stats are known to name, to show whose they are not.
    private let scripts: [String]
    private let members: Members
    private var weighed: [Weighed] = []

    init(_ members: Members) {
        self.members = members
        scripts = members.paths.filter { AssetType(name: $0) == .js }
    }

    mutating func add(_ found: StatsFinder.Found) {
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
        weighed.append(Weighed(found: found, present: present, isForeign: isForeign))
    }

    /// The stats with the most files that are really there; those that only name the files come last. Nil without any.
    func choice() throws(AnalysisFailure) -> Choice? {
        guard let any = weighed.first else { return nil }
        let own = weighed.filter { !$0.isForeign }
        let full = own.filter { !$0.found.stats.isManifest }
        var best: Weighed?
        for one in full.isEmpty ? own : full where one.present > (best?.present ?? -1) { best = one }
        guard let best else {
            throw .stats(.foreign(file: ShownName(any.found.path), scripts: ShownNames(scripts)))
        }
        let others = weighed.map(\.found).filter { $0.path != best.found.path && !$0.stats.isManifest }
        return Choice(found: best.found, others: others.map(\.path))
    }
}
