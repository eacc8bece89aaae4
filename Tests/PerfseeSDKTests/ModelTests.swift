import Foundation
import PerfseeSDK
import Testing

@Suite("API models")
struct ModelTests {
    private func decode<Value: Decodable>(_ json: String, as type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            return try Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(text)
        }
        return try decoder.decode(type, from: Data(json.utf8))
    }

    @Test("A delivery and its attempts can be decoded with either form of headers")
    func delivery() throws {
        let headers = [#"[{"name":"A","value":"1"},{"name":"a","value":"2"}]"#, #"{"A":"1"}"#]
        for (form, count) in zip(headers, [2, 1]) {
            let delivery: Delivery = try decode(
                """
                {"id":"0f7c7b0e-9f57-4a0e-8f39-6d3c1f2a9b10","event":4,"eventType":"a:b","webhook":1,"state":"failed",
                "attemptCount":1,"nextAttemptAt":null,"createdAt":"2026-01-02T03:04:05.678Z",
                "updatedAt":"2026-01-02T03:04:06.678Z","attempts":[{"number":1,"startTime":"2026-01-02T03:04:05.700Z",
                "endTime":"2026-01-02T03:04:05.900Z","isSuccess":false,"reason":"status","detail":"It said 500.",
                "request":{"url":"https://x","headers":\(form),"body":"{}"},
                "response":{"status":500,"headers":\(form),"body":"no","truncated":false},
                "timings":{"dns":null,"connect":1.5,"tls":null,"firstByte":3,"total":4.25}}]}
                """)
            let attempt = try #require(delivery.attempts?.first)
            #expect(attempt.response?.headers?.fields.count == count)
            #expect(attempt.request?.headers?.fields.first?.name == "A")
            #expect(attempt.timings?.total == 4.25)
        }
    }

    @Test("An artifact can be decoded before and after its analysis")
    func artifact() throws {
        let pending: Artifact = try decode(
            #"{"id":1,"name":"main","status":"Pending","createdAt":"2026-01-02T03:04:05.678Z","score":null}"#)
        #expect(pending.status == .pending && !pending.isFinished)
        let passed: Artifact = try decode(
            """
            {"id":2,"projectId":"shop","name":"main","branch":"main","hash":"1","status":"Passed","duration":9,
            "score":80,"createdAt":"2026-01-02T03:04:05.678Z","size":{"raw":3,"gzip":2,"brotli":1},
            "entryPoints":[{"name":"main","size":{"raw":3,"gzip":2,"brotli":1},
            "initialSize":{"raw":3,"gzip":2,"brotli":1},"score":80}],"warnings":["w"],"baselineId":1,
            "baselineRule":"ancestor","baselineDistance":3,"analysisVersion":1,"commitMessage":null,"author":null,
            "isFork":true,"pullRequest":7}
            """)
        #expect(passed.isFinished && passed.entryPoints?.first?.initialSize.brotli == 1)
        #expect(passed.reanalysis == nil && pending.baselineDistance == nil && pending.isFork == nil)
        #expect(passed.baselineDistance == 3 && passed.isFork == true && passed.pullRequest == 7)
    }

    @Test("A new analysis of an artifact can be decoded, with the reason why it failed")
    func reanalysis() throws {
        let artifact: Artifact = try decode(
            """
            {"id":2,"name":"main","status":"Passed","createdAt":"2026-01-02T03:04:05.678Z",
            "reanalysis":{"status":"Failed","failedReason":"It took too long."}}
            """)
        #expect(artifact.isFinished && artifact.reanalysis?.status == .failed)
        #expect(artifact.reanalysis?.failedReason == "It took too long.")
    }

    @Test("A token's text never shows when it is printed")
    func token() throws {
        let token: AccessToken = try decode(#"{"id":1,"name":"ci","scopes":["read"],"token":"psee_secret"}"#)
        #expect(token.token == "psee_secret")
        var shown = "\(token)"
        dump(token, to: &shown)
        #expect(!shown.contains("psee_secret"))
    }
}
