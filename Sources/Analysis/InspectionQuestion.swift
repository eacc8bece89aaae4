import Domain

/// A question about analyzed builds, by the keys of their reports, which no two analyses share.
enum InspectionQuestion: Hashable, Sendable {
    case diff(report: String, baseline: String)
    /// The module is a stranger's text, and compared as bytes.
    case why(module: [UInt8], report: String)
    case overview(part: OverviewPart, report: String, baseline: String?)
    case search(text: [UInt8], report: String)
    /// The names of parts are strangers' texts, too.
    case treemap(part: Part, report: String, baseline: String?)

    enum Part: Hashable, Sendable {
        case first
        case entryPoint([UInt8])
        case asset([UInt8])

        init(_ part: TreemapPart) {
            switch part {
            case .first: self = .first
            case .entryPoint(let name): self = .entryPoint(Array(name.utf8))
            case .asset(let name): self = .asset(Array(name.utf8))
            }
        }

        fileprivate var size: Int {
            switch self {
            case .first: 0
            case .entryPoint(let name), .asset(let name): name.count
            }
        }
    }

    /// Whether every visit of a page asks it.
    var isOfPage: Bool {
        switch self {
        case .overview: true
        case .diff, .why, .search, .treemap: false
        }
    }

    /// How many bytes it has.
    var size: Int {
        switch self {
        case .diff(let report, let baseline): report.utf8.count + baseline.utf8.count
        case .why(let text, let report), .search(let text, let report): text.count + report.utf8.count
        case .overview(_, let report, let baseline): report.utf8.count + (baseline?.utf8.count ?? 0)
        case .treemap(let part, let report, let baseline):
            part.size + report.utf8.count + (baseline?.utf8.count ?? 0)
        }
    }
}
