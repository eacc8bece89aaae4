import SourceMaps

/// Why a source map says nothing that can be used.
package enum MapDefect: Hashable, Sendable, Codable {
    /// It is not a source map as ECMA-426 describes one.
    case unreadable
    /// It is of another build: too many of its positions are not in the file.
    case otherBuild
    /// It maps lines rather than the code on them.
    case tooCoarse
    /// - limit: in bytes.
    case tooLarge(limit: Int)

    init(_ refusal: SourceMapRefusal) {
        self =
            switch refusal {
            case .anotherBuild: .otherBuild
            case .tooCoarse: .tooCoarse
            case .textTooLarge(let limit): .tooLarge(limit: limit)
            }
    }
}
