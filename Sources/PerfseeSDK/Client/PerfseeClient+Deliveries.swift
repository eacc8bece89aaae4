extension PerfseeClient {
    /// A project's deliveries, newest first.
    public func deliveries(
        of project: String, _ filter: DeliveryFilter = DeliveryFilter(), _ page: PageRequest = PageRequest()
    ) async throws -> Page<Delivery> {
        let path = ClientRequest.path("projects", project, "deliveries")
        return try await send(ClientRequest("GET", path, query: filter.query + page.query))
    }

    /// One delivery with its attempts.
    public func delivery(_ id: String, of project: String) async throws -> Delivery {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "deliveries", id)))
    }

    /// Puts a delivery back to `pending`, at the start of its schedule.
    public func redeliver(_ id: String, of project: String) async throws {
        let path = ClientRequest.path("projects", project, "deliveries", id, "redeliver")
        _ = try await send(ClientRequest("POST", path))
    }
}
