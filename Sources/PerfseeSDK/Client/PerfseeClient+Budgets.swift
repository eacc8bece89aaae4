extension PerfseeClient {
    /// Fetches a project's own budgets.
    public func budgets(of project: String) async throws -> ProjectBudgets {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "budgets")))
    }

    /// Replaces a project's own budgets.
    ///
    /// - Parameter text: A `perfsee-budgets.yaml`; an empty one takes the budgets away.
    public func setBudgets(_ text: String, of project: String) async throws -> ProjectBudgets {
        let path = ClientRequest.path("projects", project, "budgets")
        return try await send(ClientRequest("PUT", path, json: ["text": text]))
    }

    /// Accepts all that an artifact exceeds, up to its values.
    public func accept(_ artifact: Int, of project: String, reason: String) async throws -> Acceptance {
        let path = ClientRequest.path("projects", project, "artifacts", String(artifact), "acceptance")
        return try await send(ClientRequest("POST", path, json: ["reason": reason]))
    }
}
