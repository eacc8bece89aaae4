public import Foundation

/// One uploaded build of a project and the outcome of its analysis.
public struct Artifact: Codable, Sendable, Hashable {
    /// Counts up in each project.
    public let id: Int
    /// The project's id.
    public let projectId: String?
    /// The branch that was built.
    public let branch: String?
    /// Distinguishes several builds of one commit.
    public let name: String
    /// The commit that was built.
    public let hash: String?
    /// How far the analysis is.
    public let status: ArtifactStatus
    /// How long the analysis took, in milliseconds.
    public let duration: Int?
    /// Why the analysis failed.
    public let failedReason: String?
    /// The stored upload.
    public let buildKey: String?
    /// The stored report.
    public let reportKey: String?
    /// The stored content tree.
    public let contentKey: String?
    /// 0 (bad) to 100 (good).
    public let score: Int?
    /// When the build was uploaded.
    public let createdAt: Date
    /// Where the upload can be fetched.
    public let buildLink: String?
    /// Where the report can be fetched.
    public let reportLink: String?
    /// Where the content tree can be fetched.
    public let contentLink: String?
    /// All its assets together.
    public let size: Size?
    /// What a page can start with.
    public let entryPoints: [EntryPoint]?
    /// What the analysis wants to say.
    public let warnings: [String]?
    /// The artifact that it was compared with.
    public let baselineId: Int?
    /// How that one was chosen.
    public let baselineRule: String?
    /// Changes when scores may have moved.
    public let analysisVersion: Int?
    /// The first line of the commit's message.
    public let commitMessage: String?
    /// Who made the commit.
    public let author: String?

    /// Bytes.
    public struct Size: Codable, Sendable, Hashable {
        /// As they are.
        public let raw: Int
        /// After gzip.
        public let gzip: Int
        /// After brotli.
        public let brotli: Int
    }

    /// What a page can start with.
    public struct EntryPoint: Codable, Sendable, Hashable {
        /// Its name.
        public let name: String
        /// All its assets.
        public let size: Size
        /// What is loaded at once.
        public let initialSize: Size
        /// 0 (bad) to 100 (good).
        public let score: Int
    }

    /// Whether the analysis is over.
    public var isFinished: Bool { status == .passed || status == .failed }
}
