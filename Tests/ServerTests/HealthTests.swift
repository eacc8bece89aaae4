import Domain
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Metrics
import TestSupport
import Testing

@testable import Server

@Suite("A server of health alone")
struct HealthTests {
    @Test("It answers healthz, readyz and metrics as every server does, and nothing else")
    func routes() async throws {
        try await ServerFixture.with { fixture async throws in
            Counter(label: "own_total", dimensions: [("webhook", "7")], factory: fixture.metrics).increment()
            try await fixture.server.application(.health).test(.router) { client in
                for path in ["/healthz", "/readyz", "/metrics"] {
                    #expect(
                        try await client.executeRequest(uri: path, method: .get, headers: [:], body: nil).status == .ok)
                }
                let open = Answer(
                    try await client.executeRequest(uri: "/metrics", method: .get, headers: [:], body: nil))
                #expect(open.text.contains("perfsee_queue_deliveries") && !open.text.contains("own_total"))
                let admin = Answer(
                    try await client.executeRequest(
                        uri: "/metrics", method: .get, headers: [.authorization: "Bearer root"], body: nil))
                #expect(admin.text.contains(#"own_total{webhook="7"} 1"#))
                for path in ["/", "/sign-in", "/openapi.json", "/api/v1/projects", "/shop"] {
                    let answer = Answer(
                        try await client.executeRequest(
                            uri: path, method: .get, headers: [.accept: "text/html"], body: nil))
                    #expect(answer.status == 404, "\(path)")
                    #expect(answer.headers[.contentType] == "application/problem+json")
                }
            }
        }
    }
}
