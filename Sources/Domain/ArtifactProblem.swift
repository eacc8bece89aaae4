/// Why the analysis of an artifact came to nothing, whatever its build is like.
package enum ArtifactProblem: Error, Hashable, Sendable, Codable {
    /// The analysis was started so many times, and no try ended with a result.
    case gaveUp(tries: Int)
    /// The analysis took longer than this limit.
    case tookTooLong(minutes: Int)
    /// The uploaded archive does not exist.
    case archiveGone
}
