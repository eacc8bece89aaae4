/// How far an analysis has come.
package enum AnalysisProgress: Hashable, Sendable {
    /// These parts of a folder do not belong to the build.
    case leftOut(LeftOut)
    /// The members of the archive are being unpacked; `members` so far.
    case unpacking(members: Int)
    /// The stats file at this path is being read.
    case readingStats(path: String)
    /// Assets are being compressed to determine their sizes.
    case measuring(done: Int, total: Int)
    /// The audits are running.
    case auditing
}
