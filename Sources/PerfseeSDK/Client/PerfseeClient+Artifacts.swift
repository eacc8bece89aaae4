extension PerfseeClient {
    /// The timeout of an upload: one hour.
    public static let uploadTimeout: Duration = .seconds(3600)

    /// Uploads a build, a tar, tar.gz, tar.zst or zip archive.
    public func upload(_ file: FileUpload, _ build: BuildDescription) async throws -> UploadedBuild {
        let path = ClientRequest.path("artifacts")
        var request = ClientRequest(
            "POST", path, query: build.query, body: .file(file), timeout: Self.uploadTimeout)
        request.headers = build.headers
        return try await send(request)
    }

    /// Lists a project's artifacts, newest first.
    public func artifacts(
        of project: String, branch: String? = nil, name: String? = nil, hash: String? = nil,
        _ page: PageRequest = PageRequest()
    ) async throws -> Page<Artifact> {
        let filter = [(name: "branch", value: branch), (name: "name", value: name), (name: "hash", value: hash)]
        let path = ClientRequest.path("projects", project, "artifacts")
        return try await send(ClientRequest("GET", path, query: filter + page.query))
    }

    /// Analyzes an artifact's build again; its result stays until the new analysis has passed.
    ///
    /// - Parameter raiseEvent: Whether `bundle:finished` is raised again when the result is replaced.
    public func analyzeAgain(_ id: Int, of project: String, raiseEvent: Bool = false) async throws -> Artifact {
        let path = ClientRequest.path("projects", project, "artifacts", String(id), "analysis")
        return try await send(ClientRequest("POST", path, json: ["raiseEvent": raiseEvent]))
    }

    /// Fetches one artifact.
    public func artifact(_ id: Int, of project: String) async throws -> Artifact {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "artifacts", String(id))))
    }
}
