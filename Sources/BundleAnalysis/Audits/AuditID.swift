/// The audits, in the order in which a report lists them.
///
/// To add one, create a file with its type, and add a case here with its line in `audit`. The compiler then asks for its
/// title and text in `Localization`.
package enum AuditID: String, Hashable, Sendable, Codable, CaseIterable {
    case largeSynchronousAssets = "large-synchronous-assets"
    case preConnectOrigin = "pre-connect-origin"
    case largeSynchronousDecomposableAssets = "large-synchronous-decomposable-assets"
    case compressionNotice = "compression-notice"
    case http2Notice = "http2-notice"
    case missingSourcemap = "missing-sourcemap"

    var audit: any Audit {
        switch self {
        case .largeSynchronousAssets: LargeSynchronousAssets()
        case .preConnectOrigin: PreConnectOrigin()
        case .largeSynchronousDecomposableAssets: LargeSynchronousDecomposableAssets()
        case .compressionNotice: CompressionNotice()
        case .http2Notice: HTTP2Notice()
        case .missingSourcemap: MissingSourcemap()
        }
    }

    /// The name by which a build's `rules` select it.
    var rule: String { audit.rule ?? rawValue }

    /// Nil if the audit does not apply to the build.
    func run(_ entryPoint: AuditedEntryPoint) -> AuditResult? {
        let audit = audit
        return audit.evaluate(entryPoint).map { verdict in
            AuditResult(
                id: self, score: verdict.score, weight: audit.weight, detail: verdict.detail,
                numericScore: verdict.value)
        }
    }
}

enum Audits {
    /// The results of the audits that `rules` selects; nil selects all.
    static func run(_ entryPoint: AuditedEntryPoint, rules: [String]?) -> [AuditResult] {
        AuditID.allCases.filter { rules?.contains($0.rule) ?? true }.compactMap { $0.run(entryPoint) }
    }
}
