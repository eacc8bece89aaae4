import BundleAnalysis
import Localization

/// Something to look at in the code: what CI systems show beside a line.
struct Finding: Sendable, Equatable {
    enum Level: Int, Sendable {
        case error, warning, note
    }

    struct Place: Sendable, Equatable {
        var path: SourcePath
        /// Counted from 1; nil if it is not known.
        var line: Int?
        /// Counted from 1.
        var column: Int?

        init(_ path: String) { self.path = SourcePath(path) }

        init(_ place: ImportPlace) {
            path = SourcePath(place.module)
            line = place.line.map { max(1, $0) }
            column = line == nil ? nil : place.column.map { max(0, $0) + 1 }
        }
    }

    let rule: FindingRule
    let level: Level
    let message: LocalizedText
    let place: Place
    var fingerprint: String
}
