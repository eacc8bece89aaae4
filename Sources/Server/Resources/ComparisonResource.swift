import Domain
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// What changed from one artifact to another, and why a module is in one.
struct ComparisonResource: Sendable {
    let services: Services
    let store: any ArtifactStore

    /// The longest module path that can be asked for, in Unicode scalars.
    static let longestModule = 1_024
    private static let against = QueryParameter(name: "against", schema: .integer())
    private static let module = QueryParameter(name: "module", schema: .string(1...longestModule), isRequired: true)

    var endpoints: [Endpoint] {
        let one = "/projects/{project}/artifacts/{id}"
        return [
            .authenticated(services, .get, "\(one)/diff", Self.diffOperation, diff),
            .authenticated(services, .get, "\(one)/why", Self.whyOperation, why),
        ]
    }

    @Sendable private func diff(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        let artifact = try await self.artifact(request.number("id"), in: project)
        var query = QueryForm(Query(request.http), known: [Self.against])
        let named = query.integer("against", 1...Int.max).map(Artifact.ID.init)
        try query.validate()
        guard let other = named ?? artifact.baselineID else { throw Problem.notFound(.baseline) }
        let baseline = try await self.artifact(other, in: project)
        let results = (try Self.result(of: artifact), try Self.result(of: baseline))
        return try await Self.answer { () async throws(BuildInspectionFailure) in
            try await services.inspector.diff(of: results.0, against: results.1)
        }
    }

    @Sendable private func why(_ request: APIRequest) async throws -> Response {
        let project = try await request.project(for: .read)
        let artifact = try await self.artifact(request.number("id"), in: project)
        var query = QueryForm(Query(request.http), known: [Self.module])
        let module = query.text("module", 1...Self.longestModule)
        if module == nil { query.refuse("module", .required) }
        try query.validate()
        let result = try Self.result(of: artifact)
        return try await Self.answer { () async throws(BuildInspectionFailure) in
            try await services.inspector.why(module ?? "", in: result)
        }
    }

    private func artifact(_ id: Artifact.ID, in project: Project) async throws -> Artifact {
        guard let artifact = try await store.artifact(id, in: project.number) else {
            throw Problem.notFound(.artifact)
        }
        return artifact
    }

    private static func result(of artifact: Artifact) throws(Problem) -> Artifact.Result {
        guard let result = artifact.result else { throw .notFound(.comparable(status: artifact.status)) }
        return result
    }

    private static func answer(
        _ ask: () async throws(BuildInspectionFailure) -> [UInt8]
    ) async throws(Problem) -> Response {
        do {
            return .json(.ok, try await ask())
        } catch {
            throw Problem(error)
        }
    }
}

extension Problem {
    init(_ failure: BuildInspectionFailure) {
        switch failure {
        case .busy, .storageUnavailable:
            self = Problem(.serviceUnavailable, .inspection(failure)).retriable()
        case .cancelled: self = .brokenOff
        case .missing, .notInBuild: self = Problem(.notFound, .inspection(failure))
        case .tooLarge, .unreadable: self = .conflict(.inspection(failure))
        }
    }
}

extension ComparisonResource {
    private static let diffOperation = Operation(
        id: "getArtifactDiff",
        summary:
            "Compares an artifact with its baseline, or with the artifact that `against` names: sizes, files, packages, "
            + "audits, and the causes of the change. Requires read.",
        query: [against],
        answers: [.json(200, "What changed.", .map(of: .any))])
    private static let whyOperation = Operation(
        id: "getArtifactImports",
        summary:
            "Gets the shortest chains of imports from the entry points to a module or a package. Requires read.",
        query: [module],
        answers: [.json(200, "Why it is in the build.", .map(of: .any))])
}
