public import Foundation

/// One uploaded build of a project and the result of its analysis.
public struct Artifact: Codable, Sendable, Hashable {
    /// The artifact's number, counting up within its project.
    public let id: Int
    /// The project's ID.
    public let projectId: String?
    /// The branch that was built.
    public let branch: String?
    /// Distinguishes several builds of one commit.
    public let name: String
    /// The commit that was built.
    public let hash: String?
    /// The state of the analysis.
    public let status: ArtifactStatus
    /// How long the analysis took, in milliseconds.
    public let duration: Int?
    /// Why the analysis failed.
    public let failedReason: String?
    /// The storage key of the upload.
    public let buildKey: String?
    /// The storage key of the report.
    public let reportKey: String?
    /// The storage key of the content tree.
    public let contentKey: String?
    /// The score, 0 (bad) to 100 (good).
    public let score: Int?
    /// When the build was uploaded.
    public let createdAt: Date
    /// The URL to download the upload from.
    public let buildLink: String?
    /// The URL to download the report from.
    public let reportLink: String?
    /// The URL to download the content tree from.
    public let contentLink: String?
    /// The total size of all assets.
    public let size: Size?
    /// The entry points of its pages.
    public let entryPoints: [EntryPoint]?
    /// Warnings of the analysis.
    public let warnings: [String]?
    /// The state of a new analysis of this artifact, if there is one; the result stays until it has passed.
    public let reanalysis: Reanalysis?
    /// The ID of the artifact that it was compared with.
    public let baselineId: Int?
    /// The rule that chose the baseline: `commit`, `ancestor`, `base-branch`, `baseline-branch` or `branch`.
    public let baselineRule: String?
    /// How many commits the baseline is before the base commit: 0 for `commit`; nil unless it was chosen by its commit.
    public let baselineDistance: Int?
    /// The version of the analysis, which rises when scores may have moved.
    public let analysisVersion: Int?
    /// The first line of the commit message.
    public let commitMessage: String?
    /// The author of the commit.
    public let author: String?
    /// Whether it was built for a pull request from a fork.
    public let isFork: Bool?
    /// The number of the pull request that it was built for.
    public let pullRequest: Int?
    /// Whose budgets it was checked against: `build`, the file in it, or `project`; nil if it has none, and in lists.
    public let budgetSource: String?
    /// What each budget says of it; nil in lists.
    public let budgets: [ArtifactBudget]?
    /// The budgets that nothing can be said of; nil in lists.
    public let undecidedBudgets: [UncheckedBudget]?
    /// How many of both are not listed; nil in lists.
    public let omittedBudgets: Int?
    /// What was accepted of it, the oldest first; nil in lists.
    public let acceptances: [Acceptance]?

    /// A new analysis of an artifact that has been analyzed before.
    public struct Reanalysis: Codable, Sendable, Hashable {
        /// Pending, running, or failed.
        public let status: ArtifactStatus
        /// Why it failed.
        public let failedReason: String?
    }

    /// A size in bytes.
    public struct Size: Codable, Sendable, Hashable {
        /// The uncompressed size, in bytes.
        public let raw: Int
        /// The size after gzip, in bytes; nil if it is unknown, because a file of the build was missing.
        public let gzip: Int?
        /// The size after brotli, in bytes; nil if it is unknown.
        public let brotli: Int?
    }

    /// An entry point of a page.
    public struct EntryPoint: Codable, Sendable, Hashable {
        /// The entry point's name.
        public let name: String
        /// The total size of all its assets.
        public let size: Size
        /// The size of what is loaded initially.
        public let initialSize: Size
        /// The score, 0 (bad) to 100 (good).
        public let score: Int
    }

    /// Whether the analysis has ended.
    public var isFinished: Bool { status == .passed || status == .failed }
}
