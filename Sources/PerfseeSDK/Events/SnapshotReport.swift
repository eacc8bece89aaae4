public import Foundation

/// One page measured in one environment with one profile.
public struct SnapshotReport: Sendable, Hashable, Codable {
    /// The report's ID.
    public let id: Int
    /// The state of the report.
    public let status: String?
    /// The URL to download the report from.
    public let reportLink: String?
    /// The URL to download the screencast from.
    public let screencastLink: String?
    /// The URL to download the flame chart from.
    public let flameChartLink: String?
    /// The URL to download the source coverage from.
    public let sourceCoverageLink: String?
    /// When the report was created.
    public let createdAt: Date
    /// The host of the page that was measured.
    public let host: String?
    /// The page that was measured.
    public let page: Page?
    /// The environment that the page was measured in.
    public let environment: Named?
    /// The device and network that were simulated.
    public let profile: Named?
    /// Why there is no result; nil if there is one.
    public let failedReason: String?
    /// The snapshot that the report belongs to.
    public let snapshot: SnapshotReference?
    /// The builds that the page was running.
    public let artifacts: [ArtifactReference]?

    /// A page of a project.
    public struct Page: Sendable, Hashable, Codable {
        /// The page's ID.
        public let id: Int
        /// The page's name.
        public let name: String
        /// Whether a script drove the page.
        public let isE2e: Bool?
        /// The page's URL.
        public let url: String?
    }

    /// A reference by id and name.
    public struct Named: Sendable, Hashable, Codable {
        /// Its id.
        public let id: Int
        /// Its name.
        public let name: String
    }

    /// The snapshot that a report belongs to.
    public struct SnapshotReference: Sendable, Hashable, Codable {
        /// The snapshot's title.
        public let title: String?
        /// The snapshot's ID.
        public let id: Int
    }

    /// A build that a page was running.
    public struct ArtifactReference: Sendable, Hashable, Codable {
        /// The artifact's ID.
        public let id: Int
        /// The artifact's name.
        public let name: String
        /// The commit that was built.
        public let hash: String?
        /// The branch that was built.
        public let branch: String?
    }
}
