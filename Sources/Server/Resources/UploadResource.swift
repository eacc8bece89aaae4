import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import Logging
import Storage

/// The upload of a build, as Perfsee's plugins and `curl` do it.
struct UploadResource: Sendable {
    let services: Services
    let store: any ArtifactStore

    var endpoints: [Endpoint] {
        [.authenticated(services, .post, "/artifacts", Self.operation, upload)]
    }

    /// The caller, the project and the parameters are checked before a byte of the body is read.
    @Sendable private func upload(_ request: APIRequest) async throws -> Response {
        let query = Query(request.http)
        var parameters = UploadParameters(query, headers: request.http.headers)
        let project = try await project(parameters.projectID(), request)
        let key = "builds/\(project.number)/\(UUID().uuidString.lowercased()).tar"
        let build = try parameters.build(for: project, by: request.caller.account, buildKey: key)
        let limit = services.configuration.bodyLimits.archive
        try BodyReader(limit: limit).checkLength(of: request.http)
        let isOnce = try request.idempotencyKeyText() != nil
        let place = try services.callers.upload(of: request.caller.account.id)
        defer { withExtendedLifetime(place) {} }
        let room = try await room(in: project, isOnce: isOnce)
        // A body whose announced length exceeds the quota or the disk is not read at all.
        try room.require(request.http.headers[.contentLength].flatMap { Int($0) } ?? 1)
        try await request.http.askForBody(in: request.context)
        let stream = UploadStream(of: request.http, limit: limit, hashing: isOnce ? query.text : nil, room: room)
        return try await record(build, parameters.baseline, of: stream, in: project, request)
    }

    private func project(_ slug: String, _ request: APIRequest) async throws -> Project {
        let none = Problem.notFound(.uploadProject(slug: slug.cut(to: UploadLimits.projectID)))
        let authorizer = Authorizer(services: services, caller: request.caller)
        guard let found = try await authorizer.sight(of: slug) else { throw none }
        switch authorizer.verdict(on: .upload, in: found) {
        case .allowed: return found.project
        case .hidden: throw none
        case .forbidden: throw Problem.forbidden(.upload)
        }
    }

    /// A possible repeat is answered as it was the first time, even if the quota is used up by now: whether it fits is
    /// decided when it is recorded.
    private func room(in project: Project, isOnce: Bool) async throws -> UploadRoom {
        guard let quota = services.configuration.quotas.artifactBytes, !isOnce else {
            return UploadRoom(disk: services.disk)
        }
        let stored = try await store.storedBytes(in: project.number)
        return UploadRoom(stored: stored, quota: quota, disk: services.disk)
    }

    /// Stores the archive, then its row; if the row cannot be written, the archive is deleted again.
    private func record(
        _ build: Artifact.Build, _ baseline: BaselineRequest, of stream: UploadStream, in project: Project,
        _ request: APIRequest
    ) async throws -> Response {
        var isRecorded = false
        do {
            let response = try await running(request) {
                let size = try await services.blobs.write(build.buildKey, chunks: stream)
                guard size > 0 else { throw Problem(.badRequest, .request(.emptyArchive)) }
                let key = try request.idempotencyKey(bodyHash: stream.digest)
                var build = build
                build.archiveBytes = Int64(size)
                let stored = build
                return try await answer(key, project, request) { once in
                    let reply = try await store.createArtifact(
                        stored, baseline: baseline, quota: services.configuration.quotas.artifactBytes,
                        in: project.number, at: services.now, once: once)
                    if case .done = reply { isRecorded = true }
                    return reply
                }
            }
            if !isRecorded { await discard(build.buildKey, request) }
            return response
        } catch StoreError.unknownOutcome(let reason) {
            // The row may exist, and then it needs the archive.
            throw StoreError.unknownOutcome(reason)
        } catch {
            if !isRecorded { await discard(build.buildKey, request) }
            throw error
        }
    }

    /// A repeat must not even begin to be stored while the first request is running: its key is reserved before the
    /// body is known.
    private func running(_ request: APIRequest, _ work: () async throws -> Response) async throws -> Response {
        try await services.uploading.whileRunning(request.idempotencyKey(bodyHash: []), work)
    }

    private func answer(
        _ key: IdempotencyKey?, _ project: Project, _ request: APIRequest,
        work: (Once<Artifact>?) async throws -> Reply<Artifact>
    ) async throws -> Response {
        let links = ArtifactLinks(publicURL: services.configuration.publicURL, project: project)
        return try await request.once(
            key,
            answer: { artifact in
                StoredAnswer(.created, location: "\(project.path)/artifacts/\(artifact.id)") { json in
                    json.object { json in
                        json.string("status", "success")
                        json.string("url", links.page(artifact.id))
                        json.integer("id", artifact.id)
                    }
                }
            }, work: work)
    }

    private func discard(_ key: String, _ request: APIRequest) async {
        do {
            try await services.blobs.delete(key)
        } catch {
            request.context.logger.warning(
                "An unreferenced blob could not be deleted", error: error, metadata: ["key": "\(key)"])
        }
    }

    private static let operation = Operation(
        id: "uploadArtifact",
        summary: "Uploads a build's archive for analysis. Requires upload or admin in the project projectId.",
        query: UploadParameters.described, body: .archive,
        answers: [
            .json(
                201, "Stored; the analysis follows.",
                .object([.always("status", .string()), .always("url", .string()), .always("id", .integer())]))
        ], takesIdempotencyKey: true, ownHeaders: UploadBase.describedHeaders)
}
