/// What prevents a build from being analyzed or packed.
///
/// A problem is stored with its artifact as JSON, `{"case":{"value":…}}`: a case that was released keeps its name and
/// the names of its values.
package enum AnalysisProblem: Hashable, Sendable, Codable {
    case archive(problem: ArchiveProblem)
    /// The archive, or a file in it, cannot be decompressed.
    case compression(file: CompressedFile, problem: CompressionProblem)
    case stats(problem: StatsProblem)
    /// The files of the assets have more bytes than `limit` in all; a file that two assets name counts twice.
    case assetsTooLarge(limit: Int)
    case folder(problem: FolderProblem)
    /// The machine failed at `operation`: the same build may succeed later.
    case machine(operation: MachineOperation, cause: MachineCause)
    /// The task that ran the analysis was canceled.
    case cancelled
}
