import SourceMaps

/// Whose an asset's bytes are by its source map.
struct MappedRuns {
    let runs: OwnedRuns
    /// The names of the sources that are no modules of the stats, by their index in the map.
    let sources: [Int: SourceName]

    /// - Parameter text: the asset's.
    init(
        _ attribution: Attribution, _ map: SourceMap, _ text: UnsafeBufferPointer<UInt8>, _ asset: MeasuredAsset,
        _ build: AttributedBuild
    ) {
        let contents = build.contents(of: asset)
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
                if let module = build.index.module(of: name, preferring: contents) {
                    owner = .module(module)
                } else {
                    sources[source] = name
                    owner = isLibrary ? .librarySource(source) : .source(source)
                }
            }
            owners[source] = owner
            return owner
        }
        let exports = attribution.lastSegment.flatMap { ExportList.range(in: text, after: $0) }
        var runs = OwnedRuns()
        attribution.forEach { range, found in
            switch found {
            case .source(let source):
                runs.append(owner(of: source), upTo: min(range.upperBound, exports?.lowerBound ?? range.upperBound))
                runs.append(.runtime, upTo: min(range.upperBound, exports?.upperBound ?? 0))
                runs.append(owner(of: source), upTo: range.upperBound)
            case .noSource: runs.append(.noSource, upTo: range.upperBound)
            case .mapComment: runs.append(.mapComment, upTo: range.upperBound)
            case .unattributed: runs.append(.unattributed, upTo: range.upperBound)
            }
        }
        self.runs = runs
        self.sources = sources
    }
}
