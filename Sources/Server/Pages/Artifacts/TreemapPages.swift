import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import Storage

/// What an entry point or an asset consists of, as a treemap; without JavaScript, as a table.
struct TreemapPages: Sendable {
    let services: Services
    let store: any ArtifactStore

    var routes: [PageRoute] {
        let one = "/{project}/artifacts/{id}"
        return [
            .get(services, "\(one)/treemap", show), .get(services, "\(one)/treemap/data", data),
            .get(services, "\(one)/why", showWhy),
        ]
    }

    @Sendable private func show(_ request: PageRequest) async throws -> Response {
        let subject = try await subject(of: request)
        let bytes = try await Self.answer { () async throws(BuildInspectionFailure) in
            try await services.inspector.treemap(
                of: subject.query.part, in: subject.result, against: subject.baselineResult)
        }
        guard let outline = try? JSONDecoder().decode(TreemapOutline.self, from: Data(bytes)) else {
            throw Problem(.unreadable(.content))
        }
        let view = TreemapView(outline, subject)
        return subject.request.render(
            "treemap", title: "\(subject.request.strings("treemap")) · \(view.title)", current: "artifacts", view)
    }

    /// The data that the treemap is drawn from. They hold nothing secret that a stranger's text could be compressed with,
    /// so they are always compressed.
    @Sendable private func data(_ request: PageRequest) async throws -> Response {
        let subject = try await subject(of: request)
        let tag = subject.tag
        let caching: HTTPFields = [.eTag: tag, .cacheControl: "private, no-cache"]
        if (request.http.headers[.ifNoneMatch] ?? "").split(byte: ",").contains(where: { $0.trimmed == tag }) {
            return Response(status: .notModified, headers: caching)
        }
        let bytes = try await Self.answer { () async throws(BuildInspectionFailure) in
            try await services.inspector.treemap(
                of: subject.query.part, in: subject.result, against: subject.baselineResult)
        }
        var response = Response.json(.ok, bytes)
        if Gzip.isTaken(by: request.http), let packed = Gzip.compress(bytes, .fast) {
            response = Response.json(.ok, packed)
            response.headers[.contentEncoding] = "gzip"
        }
        for field in caching { response.headers[field.name] = field.value }
        return response
    }

    @Sendable private func showWhy(_ request: PageRequest) async throws -> Response {
        let subject = try await subject(of: request)
        let module = subject.request.query("module").trimmed.cut(to: ComparisonResource.longestModule)
        let answer = try await why(module, in: subject.result)
        var other: WhyOutline?
        if subject.query.against != nil, let result = subject.baselineResult {
            other = try await why(module, in: result)
        }
        let view = WhyView(module, answer, other: other, subject)
        return subject.request.render(
            "why", title: subject.request.strings("why-title"), current: "artifacts", view)
    }

    /// Nil if nothing is asked for, or the analysis stored no imports.
    private func why(_ module: String, in result: Artifact.Result) async throws(Problem) -> WhyOutline? {
        guard !module.isEmpty, result.importsKey != nil else { return nil }
        let bytes = try await Self.answer { () async throws(BuildInspectionFailure) in
            try await services.inspector.why(module, in: result)
        }
        return try? JSONDecoder().decode(WhyOutline.self, from: Data(bytes))
    }

    private func subject(of request: PageRequest) async throws -> TreemapSubject {
        let (request, project) = try await request.project(for: .read)
        let artifact = try await artifact(request.number("id"), in: project)
        guard let result = artifact.result else { throw Problem.notFound(.comparable(status: artifact.status)) }
        let query = TreemapQuery(request)
        var baseline: Artifact?
        if let named = query.against {
            let other = try await self.artifact(APIRequest.number(named), in: project)
            guard other.result != nil else { throw Problem.notFound(.comparable(status: other.status)) }
            baseline = other
        } else if let id = artifact.baselineID {
            baseline = try await store.artifact(id, in: project.number)
        }
        return TreemapSubject(
            request: request, project: project, artifact: artifact, result: result, baseline: baseline, query: query)
    }

    private func artifact(_ id: Artifact.ID, in project: Project) async throws -> Artifact {
        guard let artifact = try await store.artifact(id, in: project.number) else {
            throw Problem.notFound(.artifact)
        }
        return artifact
    }

    private static func answer(
        _ ask: () async throws(BuildInspectionFailure) -> [UInt8]
    ) async throws(Problem) -> [UInt8] {
        do {
            return try await ask()
        } catch {
            throw Problem(error)
        }
    }
}
