/// A check of one entry point. ``AuditID`` lists them all.
protocol Audit: Sendable {
    /// The name by which a build's `rules` select it; nil if that is its id.
    var rule: String? { get }
    /// Its weight in the score; 0 if it has no value or does not count.
    var weight: Double { get }

    /// Nil if the audit does not apply to the build.
    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict?
}

extension Audit {
    var rule: String? { nil }
    var weight: Double { 0 }
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
