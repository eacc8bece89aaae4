extension PerfseeClient {
    /// Fetches the settings of the whole server.
    public func settings() async throws -> ServerSettings {
        try await send(ClientRequest("GET", ClientRequest.path("settings")))
    }

    /// Changes the settings of the whole server. Requires an instance admin's token.
    public func updateSettings(_ changes: ServerSettingsChanges) async throws -> ServerSettings {
        try await send(ClientRequest("PATCH", ClientRequest.path("settings"), json: changes))
    }
}
