import Domain
import Foundation
import Testing

@Suite("Payloads of Perfsee's own events")
struct PayloadTests {
    private static let project = Project(
        number: 1, id: "perfsee", host: .github, namespace: "perfsee", name: "perfsee", isPublic: false,
        baselineBranch: "master", createdAt: Timestamp(milliseconds: 0))

    private static func artifact(_ id: Artifact.ID, result: Artifact.Result?) -> Artifact {
        Artifact(
            id: id,
            build: Artifact.Build(
                branch: "feat/webhook", name: "main", hash: "50fae89", commitMessage: "m", author: "a@b.c",
                buildKey: "builds/1/b.tar"),
            status: result == nil ? .failed : .passed, duration: .milliseconds(5433),
            failure: result == nil ? RecordedMessage(english: "No stats.") : nil, result: result, baselineID: nil,
            baselineRule: nil,
            createdAt: Timestamp(milliseconds: 1_671_405_124_076))
    }

    private static let result = Artifact.Result(
        score: 57, size: Artifact.Size(raw: 3, gzip: 2, brotli: 1), entryPoints: [], warnings: [],
        reportKey: "artifacts/1/bundle-results/r.json", contentKey: "artifacts/1/bundle-content/c.json",
        analysisVersion: 1)

    private static func fields(_ id: Int, base: String = "https://p.example/api/v1/projects/perfsee/artifacts")
        -> String
    {
        #""id":\#(id),"branch":"feat/webhook","name":"main","hash":"50fae89","status":"Passed","duration":5433,"#
            + #""failedReason":null,"buildKey":"builds/1/b.tar","reportKey":"artifacts/1/bundle-results/r.json","#
            + #""contentKey":"artifacts/1/bundle-content/c.json","score":57,"createdAt":"2022-12-18T23:12:04.076Z","#
            + #""buildLink":"\#(base)/\#(id)/build","reportLink":"\#(base)/\#(id)/report","contentLink":"\#(base)/\#(id)/content""#
    }

    private static let opening =
        #"{"data":{"project":{"id":"perfsee","host":"Github","namespace":"perfsee","name":"perfsee","isPublic":false"#

    @Test("bundle:finished has the wire's fields in order, byte for byte")
    func passed() {
        let payload = ArtifactPayload(
            project: Self.project, artifact: Self.artifact(65, result: Self.result), baseline: nil,
            publicURL: "https://p.example")
        let expected =
            Self.opening + #","artifact":{\#(Self.fields(65)),"baseline":null}}},"#
            + #""variables":{"projectId":"perfsee","artifactId":65}}"#
        #expect(String(decoding: payload.bytes, as: UTF8.self) == expected)
    }

    @Test("The baseline has the same fields, except a baseline of its own")
    func baseline() {
        let payload = ArtifactPayload(
            project: Self.project, artifact: Self.artifact(65, result: Self.result),
            baseline: Self.artifact(64, result: Self.result), publicURL: "https://p.example")
        let expected =
            Self.opening + #","artifact":{\#(Self.fields(65)),"baseline":{\#(Self.fields(64))}}}},"#
            + #""variables":{"projectId":"perfsee","artifactId":65}}"#
        #expect(String(decoding: payload.bytes, as: UTF8.self) == expected)
    }

    @Test("A failed artifact has no score, report or content, but has its build")
    func failed() {
        let payload = ArtifactPayload(
            project: Self.project, artifact: Self.artifact(66, result: nil), baseline: nil,
            publicURL: "https://p.example")
        let text = String(decoding: payload.bytes, as: UTF8.self)
        for name in ["score", "reportKey", "contentKey", "reportLink", "contentLink"] {
            #expect(text.contains("\"\(name)\":null"))
        }
        #expect(text.contains(#""failedReason":"No stats.","buildKey":"builds/1/b.tar""#))
        #expect(text.contains(#""buildLink":"https://p.example/api/v1/projects/perfsee/artifacts/66/build""#))
    }

    @Test("A ping names the project and the webhook, and nothing else")
    func ping() {
        let bytes = PingPayload(project: Self.project, webhook: 7).bytes
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == Self.opening + #"}},"variables":{"projectId":"perfsee","webhookId":7}}"#)
    }

    @Test("The catalog that is served names every type")
    func catalog() throws {
        let items = try JSONDecoder().decode(Tree.self, from: Data(EventCatalog.json)).items
        #expect(items.compactMap { $0["eventType"]?.string } == EventCatalog.types.map(\.text))
        #expect(items.compactMap { $0["header"]?.string } == EventCatalog.types.map(\.header))
    }
}
