import Foundation

/// Why a build could not be analyzed.
package struct AnalysisFailure: Error, Equatable, Sendable {
    /// What is at fault, which determines whether a retry can help.
    package enum Kind: String, Sendable {
        /// The build must be fixed: the same upload fails again.
        case build
        /// The machine failed (no space left, an unreadable file): the same upload may succeed later.
        case machine
        /// The task that ran the analysis was canceled.
        case cancelled
    }

    /// The stage at which it happened.
    package enum Stage: String, Sendable {
        /// Reading the archive or the folder.
        case reading
        /// Finding and reading the stats.
        case stats
        /// Measuring the assets.
        case measuring
        /// Packing a folder for an upload.
        case packing
    }

    package let kind: Kind
    package let stage: Stage
    package let problem: AnalysisProblem

    package init(kind: Kind, stage: Stage, problem: AnalysisProblem) {
        self.kind = kind
        self.stage = stage
        self.problem = problem
    }

    static func archive(_ problem: ArchiveProblem) -> AnalysisFailure {
        AnalysisFailure(kind: .build, stage: .reading, problem: .archive(problem: problem))
    }

    static func stats(_ problem: StatsProblem) -> AnalysisFailure {
        AnalysisFailure(kind: .build, stage: .stats, problem: .stats(problem: problem))
    }

    static func folder(_ problem: FolderProblem, _ stage: Stage) -> AnalysisFailure {
        AnalysisFailure(kind: .build, stage: stage, problem: .folder(problem: problem))
    }

    static func compression(_ problem: CompressionProblem, of file: CompressedFile, _ stage: Stage) -> AnalysisFailure {
        AnalysisFailure(kind: .build, stage: stage, problem: .compression(file: file, problem: problem))
    }

    /// The machine failed at `operation`.
    /// - Parameter cause: nil if a system call failed; then `errno` is read, so call this immediately.
    static func machine(
        _ operation: MachineOperation, _ stage: Stage, cause: MachineCause? = nil
    ) -> AnalysisFailure {
        let cause = cause ?? .system(errno: errno)
        return AnalysisFailure(kind: .machine, stage: stage, problem: .machine(operation: operation, cause: cause))
    }

    static func cancelled(_ stage: Stage) -> AnalysisFailure {
        AnalysisFailure(kind: .cancelled, stage: stage, problem: .cancelled)
    }

    /// Throws if the current task was canceled.
    static func checkCancellation(_ stage: Stage) throws(AnalysisFailure) {
        guard Task.isCancelled else { return }
        throw .cancelled(stage)
    }
}
