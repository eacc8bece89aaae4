import SourceMaps

/// Whose an asset's bytes are by its source map.
struct MappedRuns {
    let runs: OwnedRuns
    /// The names of the sources that are no modules of the stats, by their index in the map.
    let sources: [Int: SourceName]

    init(_ attribution: Attribution, _ map: SourceMap, _ asset: MeasuredAsset, _ build: AttributedBuild) {
        let members = build.members(of: asset)
        let isLibrary = !build.modules.isEmpty
        var owners: [Int: ByteOwner] = [:]
        var sources: [Int: SourceName] = [:]
        func owner(of source: Int) -> ByteOwner {
            if let known = owners[source] { return known }
            let name = map.name(source)
            let owner: ByteOwner
            switch name.kind {
            case .runtime: owner = .runtime
            case .none: owner = .noSource
            case .module, .external, .virtual:
                if let module = build.index.module(of: name, preferring: members) {
                    owner = .module(module)
                } else {
                    sources[source] = name
                    owner = isLibrary ? .librarySource(source) : .source(source)
                }
            }
            owners[source] = owner
            return owner
        }
        var runs = OwnedRuns()
        attribution.forEach { range, found in
            switch found {
            case .source(let source): runs.append(owner(of: source), upTo: range.upperBound)
            case .noSource: runs.append(.noSource, upTo: range.upperBound)
            case .mapComment: runs.append(.mapComment, upTo: range.upperBound)
            case .unattributed: runs.append(.unattributed, upTo: range.upperBound)
            }
        }
        self.runs = runs
        self.sources = sources
    }
}
