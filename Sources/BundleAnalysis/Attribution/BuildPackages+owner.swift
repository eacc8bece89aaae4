import SourceMaps

extension BuildPackages {
    /// The package of what some bytes belong to; nil if it is no file.
    ///
    /// - Parameter sources: the names of a map's sources, by their index.
    func package(of owner: ByteOwner, _ sources: [Int: SourceName]) -> PackageName? {
        switch owner {
        case .module(let index): package(of: index)
        case .source(let index): sources[index].map { package(ofFile: $0.path, isKnownSource: true) }
        case .librarySource(let index): sources[index].map { package(ofFile: $0.path, isKnownSource: false) }
        case .whole: .sourceCode
        case .inlinedEntries, .runtime, .noSource, .mapComment, .unattributed: nil
        }
    }
}
