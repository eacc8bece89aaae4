public import Foundation

/// A set of pages measured together.
public struct Snapshot: Sendable, Hashable, Codable {
    /// The snapshot's ID.
    public let id: Int
    /// What started it.
    public let trigger: String?
    /// The state of the snapshot.
    public let status: String?
    /// When the measurement began.
    public let startedAt: Date?
    /// When the snapshot was requested.
    public let createdAt: Date
    /// Why it failed; nil if it did not.
    public let failedReason: String?
    /// Its title.
    public let title: String?
    /// The commit that was measured.
    public let hash: String?
    /// The reports of its pages.
    public let snapshotReports: [SnapshotReport]?
}
