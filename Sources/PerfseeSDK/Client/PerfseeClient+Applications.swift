import Foundation

extension PerfseeClient {
    /// Creates an application. Requires an instance admin's token.
    public func createApplication(name: String) async throws -> Application {
        let key = UUID().uuidString.lowercased()
        let path = ClientRequest.path("applications")
        return try await send(ClientRequest("POST", path, json: ["name": name], idempotencyKey: key))
    }

    /// Lists all applications, newest first. Requires an instance admin's token.
    public func applications(_ page: PageRequest = PageRequest()) async throws -> Page<Application> {
        try await send(ClientRequest("GET", ClientRequest.path("applications"), query: page.query))
    }

    /// Deletes an application: its tokens, memberships and webhooks end. Requires an instance admin's token.
    public func deleteApplication(_ id: Int) async throws {
        _ = try await send(ClientRequest("DELETE", ClientRequest.path("applications", String(id))))
    }
}
