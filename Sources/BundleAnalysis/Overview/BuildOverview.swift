package import Foundation

/// What the page of a build shows of it, against another one if there is one: the change report, and beside it what the
/// build consists of. Small enough to be read for each request, however large the report is.
package struct BuildOverview: Sendable, Equatable, Encodable {
    package enum Section: String, Sendable, CaseIterable {
        case entries, assets, packages, duplicates, audits
    }

    /// What is shown: the first rows of every section, or a page of one.
    package enum Part: Sendable, Equatable {
        case front
        case section(Section, from: Int)
    }

    /// Rows of a section.
    package struct List<Row: Sendable & Equatable & Encodable>: Sendable, Equatable, Encodable {
        package var rows: [Row]
        /// How many rows there are before these, and in all.
        package var from: Int
        package var total: Int
    }

    package struct Sizes: Sendable, Equatable, Encodable {
        /// Nil for what only the baseline has.
        package var current: AssetSize?
        /// Nil for what is new, and without a baseline.
        package var baseline: AssetSize?
    }

    package struct EntryPoint: Sendable, Equatable, Encodable {
        package var name: String
        package var score: Compared<Int>
        package var size: Sizes
        package var initialSize: Sizes
        /// Nil if it is not known.
        package var visit: EntryPointDiff.VisitFacts?
        package var baselineVisit: EntryPointDiff.VisitFacts?
    }

    package struct Asset: Sendable, Equatable, Encodable {
        package enum State: String, Sendable, Encodable {
            case same, changed, new, removed
        }

        package var name: String
        /// If it is another one.
        package var baselineName: String?
        package var sizes: Sizes
        package var state: State
    }

    package struct Package: Sendable, Equatable, Encodable {
        package var name: String
        package var path: String
        package var version: String?
        /// If it is another one.
        package var baselineVersion: String?
        /// False for the project's own code and the build tool's.
        package var isInstalled: Bool
        /// Its share of all assets.
        package var size: Size
        /// Of its raw share; nil without a baseline.
        package var change: Int?
        /// What the files of an entry point lose without it; of several entry points, the most. Nil if it is not known.
        package var saving: Size?
        package var importedBy: ImportPlace?
    }

    package struct Audits: Sendable, Equatable, Encodable {
        package var entryPoint: String
        package var audits: [Audit]
    }

    package struct Audit: Sendable, Equatable, Encodable {
        package var id: String
        /// The report's own words, for an audit of another version; else nil.
        package var title: String?
        package var desc: String?
        /// 0 bad, 1 warning, 2 notice, 3 good.
        package var score: Int
        /// How many there are, without those that have no name.
        package var findings: Int
        package var items: [Finding]
        package var saving: AuditSaving?
    }

    package struct Finding: Sendable, Equatable, Encodable {
        package var name: String
        package var raw: Int?
    }

    /// A named network, with the figures that times are calculated from.
    package struct NetworkFacts: Sendable, Equatable, Encodable {
        package var id: String
        /// Milliseconds.
        package var roundTrip: Int
        /// Bytes a second.
        package var throughput: Int
    }

    package var verdict: ChangeVerdict
    package var isCompared: Bool
    package var score: Compared<Int>
    package var size: Sizes
    package var causes: [ChangeCause]
    /// Nil without a baseline. The causes and this are the whole change.
    package var other: SizeChange?
    /// How many modules grew, and how many are in another file now; nil without a baseline.
    package var grown: Int?
    package var moved: Int?
    package var entries: List<EntryPoint>
    package var assets: List<Asset>
    /// The raw size of all assets, which shares are of.
    package var whole: Int
    package var packages: List<Package>
    package var duplicates: List<Duplicate>
    /// How many duplicates no list has.
    package var unlistedDuplicates: Int
    package var audits: List<Audits>
    package var unused: [TreeShaking.Module]
    package var networks: [NetworkFacts]
    /// How many rows a page of one section has.
    package var page = OverviewLimits.page

    /// The overview as JSON; equal overviews produce equal bytes.
    package func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}

extension BuildOverview.List {
    /// The rows of a section that a part shows.
    init<Source>(
        _ all: [Source], _ section: BuildOverview.Section, _ part: BuildOverview.Part, _ row: (Source) -> Row
    ) {
        let range =
            switch part {
            case .front: 0..<OverviewLimits.front(section)
            case .section(section, let from): from..<from + OverviewLimits.page
            case .section: 0..<0
            }
        let shown = range.clamped(to: 0..<all.count)
        self.init(rows: all[shown].map(row), from: shown.lowerBound, total: all.count)
    }
}
