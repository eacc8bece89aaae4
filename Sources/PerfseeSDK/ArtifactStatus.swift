/// How far an artifact's analysis is. A newer Perfsee may know more than those named here.
public struct ArtifactStatus: RawRepresentable, Sendable, Hashable, Codable {
    /// Uploaded, not yet analysed.
    public static let pending = ArtifactStatus(rawValue: "Pending")
    /// Being analysed.
    public static let running = ArtifactStatus(rawValue: "Running")
    /// Analysed.
    public static let passed = ArtifactStatus(rawValue: "Passed")
    /// Could not be analysed.
    public static let failed = ArtifactStatus(rawValue: "Failed")

    /// The word on the wire.
    public let rawValue: String

    /// A status as the wire writes it.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}
