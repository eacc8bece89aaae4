/// A check of one entry point. To add one, create a file with its type and list the type in ``Audits/all``.
protocol Audit: Sendable {
    var id: String { get }
    /// The name by which a build's `rules` select it.
    var rule: String { get }
    var title: String { get }
    /// What it checks and what to do about findings.
    var desc: String { get }
    /// Its weight in the score; 0 if it has no value or does not count.
    var weight: Double { get }

    /// Nil if the audit does not apply to the build.
    func judge(_ entryPoint: AuditedEntryPoint) -> Verdict?
}

extension Audit {
    var rule: String { id }
    var weight: Double { 0 }

    func run(_ entryPoint: AuditedEntryPoint) -> AuditResult? {
        judge(entryPoint).map { verdict in
            AuditResult(
                id: id, title: title, desc: desc, score: verdict.score, weight: weight, detail: verdict.detail,
                numericScore: verdict.value)
        }
    }
}

/// The result of an audit.
struct Verdict {
    var score: AuditResult.Score
    var detail: AuditResult.Detail?
    var value: AuditResult.NumericScore?

    /// No findings are good, up to `warnUpTo` are a warning, more are bad.
    static func category(_ findings: Int, warnUpTo: Double) -> AuditResult.Score {
        findings == 0 ? .good : Double(findings) <= warnUpTo ? .warn : .bad
    }
}

/// What an audit may examine.
struct AuditedEntryPoint {
    let name: String
    /// All assets of the entry point.
    let assets: [MeasuredAsset]
    /// Those assets of its initial chunks that a page waits for: scripts, style sheets, fonts.
    let initialAssets: [MeasuredAsset]
    /// The refs of the assets that belong to a chunk which is not loaded later.
    let synchronousRefs: Set<Int>

    var pages: [HTMLPage] { assets.compactMap(\.page) }
}

enum Audits {
    /// In the order in which a report lists them.
    static let all: [any Audit] = [
        LargeSynchronousAssets(), PreConnectOrigin(), LargeSynchronousDecomposableAssets(),
        CompressionNotice(), HTTP2Notice(), MissingSourcemap(),
    ]

    /// The results of the audits that `rules` selects; nil selects all.
    static func run(_ entryPoint: AuditedEntryPoint, rules: [String]?) -> [AuditResult] {
        all.filter { rules?.contains($0.rule) ?? true }.compactMap { $0.run(entryPoint) }
    }
}
