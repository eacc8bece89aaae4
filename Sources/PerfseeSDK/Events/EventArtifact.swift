public import Foundation

/// One uploaded build and the outcome of its analysis.
public struct EventArtifact: Sendable, Hashable, Codable {
    /// Counts up in each project.
    public let id: Int
    /// The branch that was built.
    public let branch: String?
    /// Distinguishes several builds of one commit.
    public let name: String
    /// The commit that was built.
    public let hash: String?
    /// How the analysis ended.
    public let status: ArtifactStatus?
    /// How long the analysis took, in milliseconds.
    public let duration: Int?
    /// Why the analysis failed; nil where it passed.
    public let failedReason: String?
    /// The stored upload.
    public let buildKey: String?
    /// The stored report; nil where the analysis failed.
    public let reportKey: String?
    /// The stored content tree; nil where the analysis failed.
    public let contentKey: String?
    /// 0 (bad) to 100 (good); nil where the analysis failed.
    public let score: Int?
    /// When the build was uploaded.
    public let createdAt: Date
    /// Where the upload can be fetched.
    public let buildLink: String?
    /// Where the report can be fetched; nil where the analysis failed.
    public let reportLink: String?
    /// Where the content tree can be fetched; nil where the analysis failed.
    public let contentLink: String?
}
