/// How far an analysis has come, for whoever waits for it.
package enum AnalysisProgress: Sendable, Equatable {
    /// Of a folder these are no part of the build.
    case leftOut(LeftOut)
    /// The members of the archive are being unpacked; `members` so far.
    case unpacking(members: Int)
    /// The stats in the file of this path are being read.
    case readingStats(path: String)
    /// Assets are being compressed to learn their sizes.
    case measuring(done: Int, total: Int)
    /// The audits are being run.
    case auditing
}
