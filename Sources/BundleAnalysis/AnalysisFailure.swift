import Foundation

/// Why a build could not be analyzed.
package struct AnalysisFailure: Error, Equatable, Sendable, CustomStringConvertible {
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
    /// A sentence that a user can act on.
    package let reason: String

    package init(kind: Kind, stage: Stage, reason: String) {
        self.kind = kind
        self.stage = stage
        self.reason = reason
    }

    package var description: String { reason }

    static func build(_ stage: Stage, _ reason: String) -> AnalysisFailure {
        AnalysisFailure(kind: .build, stage: stage, reason: reason)
    }

    /// A system call failed while `doing` ("writing a temporary file"); reads `errno`, so call this immediately.
    static func machine(_ stage: Stage, _ doing: String) -> AnalysisFailure {
        let cause = String(cString: strerror(errno))
        return AnalysisFailure(kind: .machine, stage: stage, reason: "The machine failed at \(doing): \(cause).")
    }

    /// Throws if the current task was canceled.
    static func checkCancellation(_ stage: Stage) throws(AnalysisFailure) {
        guard Task.isCancelled else { return }
        throw AnalysisFailure(kind: .cancelled, stage: stage, reason: "The analysis was cancelled.")
    }
}
