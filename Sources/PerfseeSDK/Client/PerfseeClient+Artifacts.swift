extension PerfseeClient {
    /// The timeout of an upload: one hour.
    public static let uploadTimeout: Duration = .seconds(3600)

    /// Uploads a build, a tar, tar.gz, tar.zst or zip archive.
    public func upload(_ file: FileUpload, _ build: BuildDescription) async throws -> UploadedBuild {
        let path = ClientRequest.path("artifacts")
        return try await send(
            ClientRequest("POST", path, query: build.query, body: .file(file), timeout: Self.uploadTimeout))
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

    /// Fetches one artifact.
    public func artifact(_ id: Int, of project: String) async throws -> Artifact {
        try await send(ClientRequest("GET", ClientRequest.path("projects", project, "artifacts", String(id))))
    }
}
