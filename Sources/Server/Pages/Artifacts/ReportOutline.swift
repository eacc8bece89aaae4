import Localization

/// What pages read of parts of a stored report that the inspector passes on as they are.
enum ReportOutline {
    struct Size: Decodable, Sendable {
        var raw: Int
        /// Absent if unknown.
        var gzip: Int?
        var brotli: Int?
    }

    struct Duplicate: Decodable, Sendable {
        struct Copy: Decodable, Sendable {
            var path: String
            var version: String?
            var size: Size
        }

        var kind: String
        var name: String
        var copies: [Copy]
        var moreCopies: Int?
        var wasted: Size
        var saving: Size?
        var remedy: DuplicateRemedyText?
    }

    /// A module of whose exports nothing, or not everything, is used.
    struct UnusedModule: Decodable, Sendable {
        var path: String
        var size: Size
        var obstacles: [TreeShakingObstacleText]
        var importedBy: Place?
    }

    /// Where something is imported.
    struct Place: Decodable, Sendable {
        var module: String
        var line: Int?

        /// `src/table.ts:3`.
        var text: String { line.map { "\(module):\($0)" } ?? module }
    }
}
