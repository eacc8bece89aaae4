/// The settings of a whole server.
public struct ServerSettings: Codable, Sendable, Hashable {
    /// Who can create projects: `admins`, the administrators of the server, or `everyone`, every account.
    public let projectCreators: String
}

/// Changes to the settings of a server: a merge patch (RFC 7396).
public struct ServerSettingsChanges: Encodable, Sendable {
    /// Who can create projects: `admins` or `everyone`.
    public var projectCreators: FieldChange<String> = .keep

    /// Creates a patch without changes.
    public init() {}

    private enum CodingKeys: String, CodingKey {
        case projectCreators
    }

    /// Encodes only the fields that change.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(projectCreators, forKey: .projectCreators)
    }
}
