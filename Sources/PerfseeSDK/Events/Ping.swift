/// The payload of `ping`.
public struct Ping: Sendable, Hashable, Decodable {
    /// `ping`
    public static let eventType = "ping"

    /// The project whose webhook is tested.
    public let project: EventProject

    /// The ID of the webhook that is tested.
    public let webhookID: Int

    private enum PayloadKeys: String, CodingKey {
        case variables
    }

    private enum VariableKeys: String, CodingKey {
        case webhookId
    }

    private enum NoKeys: CodingKey {}

    /// Decodes the payload, an object with `data` and `variables`.
    public init(from decoder: any Decoder) throws {
        project = try EventPayload<NoKeys>(from: decoder).project
        webhookID = try decoder.container(keyedBy: PayloadKeys.self)
            .nestedContainer(keyedBy: VariableKeys.self, forKey: .variables)
            .decode(Int.self, forKey: .webhookId)
    }
}
