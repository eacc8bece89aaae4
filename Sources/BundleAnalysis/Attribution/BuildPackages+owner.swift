import SourceMaps

extension BuildPackages {
    /// The package of what some bytes belong to; nil if it is no file.
    ///
    /// - Parameter sources: the names of a map's sources, by their index.
    mutating func ref(of owner: ByteOwner, _ sources: [Int: SourceName]) -> Int? {
        switch owner {
        case .module(let index): return refs[index]
        case .source(let index): return sources[index].map { ref(ofFile: $0.path, isKnownSource: true) }
        case .librarySource(let index): return sources[index].map { ref(ofFile: $0.path, isKnownSource: false) }
        case .whole: return refOfSourceCode()
        case .inlinedEntries, .runtime, .noSource, .mapComment, .unattributed: return nil
        }
    }
}
