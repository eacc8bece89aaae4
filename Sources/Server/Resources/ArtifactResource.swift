import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// Artifacts: the builds of a project, and their stored files.
struct ArtifactResource: Sendable {
    let services: Services
    let store: any ArtifactStore & BudgetStore

    private static let list = "artifacts"
    private static let parameters =
        Page.parameters + [
            QueryParameter(name: "branch", schema: .string(1...UploadLimits.branch)),
            QueryParameter(name: "name", schema: .string(1...UploadLimits.artifactName)),
            QueryParameter(name: "hash", schema: .string(1...UploadLimits.commitHash)),
        ]

    var endpoints: [Endpoint] {
        let all = "/projects/{project}/artifacts"
        let one = "\(all)/{id}"
        return [
            .authenticated(services, .get, all, Self.listOperation, list),
            .authenticated(services, .get, one, Self.showOperation, show),
            .authenticated(services, .post, "\(one)/analysis", Self.analyzeOperation, analyze),
            .authenticated(services, .get, "\(one)/report", Self.fileOperation("Report", "application/json")) {
                try await file(.report, of: $0) { $0.result?.reportKey }
            },
            .authenticated(services, .get, "\(one)/content", Self.fileOperation("Content", "application/json")) {
                try await file(.content, of: $0) { $0.result?.contentKey }
            },
            .authenticated(services, .get, "\(one)/build", Self.fileOperation("Build", "application/octet-stream")) {
                try await file(.build, of: $0) { $0.build.buildKey }
            },
        ]
    }

    @Sendable private func list(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        var query = QueryForm(Query(request.http), known: Self.parameters)
        let page = Page(&query, list: Self.list)
        let filter = ArtifactFilter(
            branch: query.text("branch", 1...UploadLimits.branch),
            name: query.text("name", 1...UploadLimits.artifactName),
            hash: query.text("hash", 1...UploadLimits.commitHash))
        try query.validate()
        let artifacts = try await store.artifacts(
            in: project.number, matching: filter, before: page.after.flatMap { Int64($0) }, limit: page.fetchLimit)
        let baselines = try await baselines(of: artifacts.prefix(page.limit), in: project)
        let links = ArtifactLinks(publicURL: services.configuration.publicURL, project: project)
        return .json(
            .ok,
            page.json(artifacts, list: Self.list, id: { String($0.id) }) { artifact, json in
                let baseline = artifact.baselineID.flatMap { baselines[$0] }
                artifact.write(to: &json, project: project, baseline: baseline, links: links)
            })
    }

    @Sendable private func show(_ request: APIRequest) async throws -> Response {
        let (artifact, project) = try await artifact(of: request, for: .read)
        let baseline = try await baselines(of: [artifact], in: project).first?.value
        let links = ArtifactLinks(publicURL: services.configuration.publicURL, project: project)
        let review = try await ArtifactReview(of: artifact, in: project, store)
        return .json { artifact.write(to: &$0, project: project, baseline: baseline, links: links, review: review) }
    }

    @Sendable private func analyze(_ request: APIRequest) async throws -> Response {
        let (artifact, project) = try await artifact(of: request, for: .admin)
        let (form, key) = try await request.creation(AnalysisFields.request)
        try form.validate()
        let baseline = try await baselines(of: [artifact], in: project).first?.value
        let review = try await ArtifactReview(of: artifact, in: project, store)
        let links = ArtifactLinks(publicURL: services.configuration.publicURL, project: project)
        let answer: @Sendable (Artifact) -> StoredAnswer = { artifact in
            StoredAnswer(.accepted) {
                artifact.write(to: &$0, project: project, baseline: baseline, links: links, review: review)
            }
        }
        return try await request.once(key, answer: answer) { once in
            try await NewAnalysis(services: services, store: store).request(
                of: artifact, in: project, raisesEvent: form[AnalysisFields.raiseEvent] ?? false, once: once)
        }
    }

    private func baselines(
        of artifacts: some Sequence<Artifact>, in project: Project
    ) async throws -> [Artifact.ID: Artifact] {
        var baselines: [Artifact.ID: Artifact] = [:]
        for id in Set(artifacts.compactMap(\.baselineID)) {
            baselines[id] = try await store.artifact(id, in: project.number)
        }
        return baselines
    }

    private func file(
        _ file: MissingResource.ArtifactFile, of request: APIRequest, key: (Artifact) -> String?
    ) async throws -> Response {
        // A new analysis may replace the file after the artifact was read: then the artifact names another by now.
        for _ in 1...2 {
            let (artifact, project) = try await artifact(of: request, for: .read)
            guard let key = key(artifact) else {
                throw Problem.notFound(.artifactFile(file, status: artifact.status))
            }
            guard let size = try await services.blobs.size(key) else { continue }
            let name = "\(project.id)-\(artifact.id)-\(file.rawValue).\(file == .build ? "tar" : "json")"
            return Response(
                status: .ok,
                headers: [
                    .contentType: file == .build ? "application/octet-stream" : "application/json",
                    .contentDisposition: "attachment; filename=\"\(name)\"",
                ],
                body: BlobBody(blobs: services.blobs, key: key, size: size).body)
        }
        throw Problem.notFound(.storedFile(file))
    }

    private func artifact(of request: APIRequest, for need: Access.Need) async throws -> (Artifact, Project) {
        let project = try await request.project(for: need)
        guard let artifact = try await store.artifact(request.number("id"), in: project.number) else {
            throw Problem.notFound(.artifact)
        }
        return (artifact, project)
    }
}

extension ArtifactResource {
    private static let listOperation = Operation(
        id: "listArtifacts", summary: "Lists a project's artifacts. Requires read.", query: parameters,
        answers: [.json(200, "A page of artifacts.", Page.schema(of: .reference("Artifact")))])
    private static let showOperation = Operation(
        id: "getArtifact", summary: "Gets an artifact. Requires read.",
        answers: [.json(200, "The artifact.", .reference("Artifact"))])
    private static let analyzeOperation = Operation(
        id: "analyzeArtifact",
        summary:
            "Analyzes an artifact's build again. Its result stays until the new analysis has passed. 409 while it is "
            + "being analyzed, and if its build is no longer stored. Requires admin.",
        body: .json(AnalysisFields.request, isRequired: false),
        answers: [.json(202, "The build will be analyzed again.", .reference("Artifact"))],
        takesIdempotencyKey: true)

    private static func fileOperation(_ name: String, _ contentType: String) -> Operation {
        Operation(
            id: "getArtifact\(name)", summary: "Gets the stored \(name.lowercased()) of an artifact. Requires read.",
            answers: [.file("The file.", contentType: contentType)])
    }
}
