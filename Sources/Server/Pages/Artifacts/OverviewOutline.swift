import Localization

/// What an artifact's page reads of the inspector's overview.
struct OverviewOutline: Decodable, Sendable {
    typealias Size = ReportOutline.Size

    struct Compared<Value: Decodable & Sendable>: Decodable, Sendable {
        var current: Value?
        var baseline: Value?
    }

    struct List<Row: Decodable & Sendable>: Decodable, Sendable {
        var rows: [Row]
        var from: Int
        var total: Int
    }

    struct Change: Decodable, Sendable {
        var raw: Int
        /// Nil if it is not known.
        var gzip: Int?
        var brotli: Int?
    }

    struct Cause: Decodable, Sendable {
        /// `package`, `module` or `asset`.
        var kind: String
        var name: String
        var path: String?
        var version: String?
        var baselineVersion: String?
        var state: String
        var anotherCopy: Bool?
        var change: Change
        var importedBy: ReportOutline.Place?
    }

    struct EntryPoint: Decodable, Sendable {
        var name: String
        var score: Compared<Int>
        var size: Compared<Size>
        var initialSize: Compared<Size>
        var visit: Visit?
        var baselineVisit: Visit?
    }

    struct Visit: Decodable, Sendable {
        struct Time: Decodable, Sendable {
            var network: String
            var milliseconds: Int
        }

        var depth: Int
        var bytes: Int
        var times: [Time]
    }

    struct Asset: Decodable, Sendable {
        var name: String
        var baselineName: String?
        var sizes: Compared<Size>
        /// `same`, `changed`, `new` or `removed`.
        var state: String
    }

    struct Package: Decodable, Sendable {
        var name: String
        var path: String
        var version: String?
        var baselineVersion: String?
        var isInstalled: Bool
        var size: Size
        var change: Int?
        var saving: Size?
        var importedBy: ReportOutline.Place?
    }

    struct Audits: Decodable, Sendable {
        var entryPoint: String
        var audits: [Audit]
    }

    struct Audit: Decodable, Sendable {
        struct Finding: Decodable, Sendable {
            var name: String
            var raw: Int?
        }

        struct Saving: Decodable, Sendable {
            var bytes: Int
            var isCompressed: Bool
        }

        var id: String
        var title: String?
        var desc: String?
        /// 0 bad, 1 warning, 2 notice, 3 good.
        var score: Int
        var findings: Int
        var items: [Finding]
        var saving: Saving?
    }

    struct Network: Decodable, Sendable {
        var id: String
        /// Milliseconds.
        var roundTrip: Int
        /// Bytes a second.
        var throughput: Int
    }

    var verdict: ChangeVerdictText
    var isCompared: Bool
    var score: Compared<Int>
    var size: Compared<Size>
    var causes: [Cause]
    var other: Change?
    var grown: Int?
    var moved: Int?
    var entries: List<EntryPoint>
    var assets: List<Asset>
    var whole: Int
    var packages: List<Package>
    var duplicates: List<ReportOutline.Duplicate>
    var unlistedDuplicates: Int
    var audits: List<Audits>
    var unused: [ReportOutline.UnusedModule]
    var networks: [Network]
    /// How many rows a page of one section has.
    var page: Int
}
