/// The payload of `bundle:finished`.
public struct BundleFinished: Sendable, Hashable, Decodable {
    /// `bundle:finished`
    public static let eventType = "bundle:finished"

    /// The project whose build was analyzed.
    public let project: EventProject

    /// The build and the result of its analysis.
    public let artifact: EventArtifact

    /// The artifact that it was compared with; nil if there was none.
    public let baseline: EventArtifact?

    private enum SubjectKeys: String, CodingKey {
        case artifact
    }

    private struct WithBaseline: Decodable {
        let baseline: EventArtifact?
    }

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        let payload = try EventPayload<SubjectKeys>(from: decoder)
        project = payload.project
        artifact = try payload.subject.decode(EventArtifact.self, forKey: .artifact)
        baseline = try payload.subject.decode(WithBaseline.self, forKey: .artifact).baseline
    }
}
