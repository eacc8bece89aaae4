public import Foundation

/// One uploaded build and the result of its analysis.
public struct EventArtifact: Sendable, Hashable, Codable {
    /// The artifact's number, counting up within its project.
    public let id: Int
    /// The branch that was built.
    public let branch: String
    /// Distinguishes several builds of one commit.
    public let name: String
    /// The commit that was built.
    public let hash: String
    /// How the analysis ended.
    public let status: ArtifactStatus
    /// How long the analysis took, in milliseconds.
    public let duration: Int
    /// Why the analysis failed; nil if it passed.
    public let failedReason: String?
    /// The storage key of the upload.
    public let buildKey: String
    /// The storage key of the report; nil if the analysis failed.
    public let reportKey: String?
    /// The storage key of the content tree; nil if the analysis failed.
    public let contentKey: String?
    /// The score, 0 (bad) to 100 (good); nil if the analysis failed.
    public let score: Int?
    /// When the build was uploaded.
    public let createdAt: Date
    /// The URL to download the upload from.
    public let buildLink: String
    /// The URL to download the report from; nil if the analysis failed.
    public let reportLink: String?
    /// The URL to download the content tree from; nil if the analysis failed.
    public let contentLink: String?
}
