import Foundation

/// Why a build could not be analysed.
package struct AnalysisFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// Whose fault it is, which decides whether trying again can help.
    package enum Kind: String, Sendable {
        /// The build must be mended: the same upload fails again.
        case build
        /// The machine failed (no space left, an unreadable file): the same upload may pass later.
        case machine
        /// The task that ran the analysis was cancelled.
        case cancelled
    }

    /// Where on the way it happened.
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

    /// A system call failed while `doing` ("writing a temporary file"); reads `errno`, so call it at once.
    static func machine(_ stage: Stage, _ doing: String) -> AnalysisFailure {
        let cause = String(cString: strerror(errno))
        return AnalysisFailure(kind: .machine, stage: stage, reason: "The machine failed at \(doing): \(cause).")
    }

    /// Throws if the surrounding task was cancelled.
    static func checkCancellation(_ stage: Stage) throws(AnalysisFailure) {
        guard Task.isCancelled else { return }
        throw AnalysisFailure(kind: .cancelled, stage: stage, reason: "The analysis was cancelled.")
    }
}
