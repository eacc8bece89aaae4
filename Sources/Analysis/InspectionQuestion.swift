/// A question about analyzed builds, by the keys of their reports, which no two analyses share.
enum InspectionQuestion: Hashable, Sendable {
    case diff(report: String, baseline: String)
    /// The module is a stranger's text, and compared as bytes.
    case why(module: [UInt8], report: String)

    /// How many bytes it has.
    var size: Int {
        switch self {
        case .diff(let report, let baseline): report.utf8.count + baseline.utf8.count
        case .why(let module, let report): module.count + report.utf8.count
        }
    }
}
