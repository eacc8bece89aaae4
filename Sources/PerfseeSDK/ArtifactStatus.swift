/// The state of an artifact's analysis. A newer Perfsee can send states that are not named here.
public struct ArtifactStatus: RawRepresentable, Sendable, Hashable, Codable {
    /// Uploaded, not yet analyzed.
    public static let pending = ArtifactStatus(rawValue: "Pending")
    /// Being analyzed.
    public static let running = ArtifactStatus(rawValue: "Running")
    /// Analyzed successfully.
    public static let passed = ArtifactStatus(rawValue: "Passed")
    /// The analysis failed.
    public static let failed = ArtifactStatus(rawValue: "Failed")

    /// The value on the wire.
    public let rawValue: String

    /// Creates a status from its value on the wire.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}
