package import BundleAnalysis
package import Domain

/// Why an artifact failed: its build cannot be analyzed, or its analysis came to nothing.
///
/// Stored as JSON, `{"case":{"value":…}}`: a case that was released keeps its name and the names of its values.
package enum ArtifactFailure: Hashable, Sendable, Codable {
    case build(problem: AnalysisProblem)
    case analysis(problem: ArtifactProblem)
}
