/// The audits, in the order in which a report lists them.
///
/// To add one, create a file with its type, and add a case here with its line in `audit`. The compiler then asks for its
/// title and text in `Localization`.
package enum AuditID: String, Hashable, Sendable, Codable, CaseIterable {
    case compressionNotice = "compression-notice"
    case duplicateLibraries = "duplicate-libraries"
    case http2Notice = "http2-notice"
    case largeSynchronousAssets = "large-synchronous-assets"
    case largeSynchronousDecomposableAssets = "large-synchronous-decomposable-assets"
    case largeLibraries = "large-libraries"
    case mixContentAssets = "mix-content-assets"
    case nonMinifiedAssets = "non-minified-assets"
    case uncontrolledLibraries = "uncontrolled-libraries"
    case preConnectOrigin = "pre-connect-origin"
    case unhealthyLibraries = "unhealthy-libraries"
    case missingSourcemap = "missing-sourcemap"
    case avoidNonESM = "avoid-non-esm"
    case avoidSideEffects = "avoid-side-effects"
    case cacheInvalidation = "cache-invalidation"

    var audit: any Audit {
        switch self {
        case .compressionNotice: CompressionNotice()
        case .duplicateLibraries: DuplicateLibraries()
        case .http2Notice: HTTP2Notice()
        case .largeSynchronousAssets: LargeSynchronousAssets()
        case .largeSynchronousDecomposableAssets: LargeSynchronousDecomposableAssets()
        case .largeLibraries: LargeLibraries()
        case .mixContentAssets: MixContentAssets()
        case .nonMinifiedAssets: NonMinifiedAssets()
        case .uncontrolledLibraries: UncontrolledLibraries()
        case .preConnectOrigin: PreConnectOrigin()
        case .unhealthyLibraries: UnhealthyLibraries()
        case .missingSourcemap: MissingSourcemap()
        case .avoidNonESM: AvoidNonESM()
        case .avoidSideEffects: AvoidSideEffects()
        case .cacheInvalidation: CacheInvalidation()
        }
    }

    /// The name by which a build's `rules` select it.
    var rule: String { audit.rule ?? rawValue }

    /// Nil if the audit does not apply to the build.
    func run(_ entryPoint: AuditedEntryPoint) -> AuditResult? {
        let audit = audit
        return audit.evaluate(entryPoint).map { verdict in
            AuditResult(
                id: self, score: verdict.score, weight: audit.weight,
                detail: verdict.detail?.limited(to: entryPoint.findingLimit), numericScore: verdict.value)
        }
    }
}

enum Audits {
    /// The results of the audits that `rules` selects; nil selects all.
    static func run(_ entryPoint: AuditedEntryPoint, rules: [String]?) -> [AuditResult] {
        AuditID.allCases.filter { rules?.contains($0.rule) ?? true }.compactMap { $0.run(entryPoint) }
    }
}
