import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("HTTP/2 to a Node.js receiver", .timeLimit(.minutes(2)))
struct HTTP2ProgramTests {
    private static let secret = "s3cret"

    /// Answers 204 if the signature verifies and 401 if not, and prints the version and the names of the headers.
    private static let script = """
        const http2 = require("node:http2");
        const { createHmac } = require("node:crypto");
        const [kind, key, cert] = process.argv.slice(2);
        const receive = (request, response) => {
          const pieces = [];
          request.on("data", (piece) => pieces.push(piece));
          request.on("end", () => {
            const body = Buffer.concat(pieces);
            const expected = "sha256=" + createHmac("sha256", "s3cret").update(body).digest("hex");
            const isGenuine = request.headers["x-perfsee-signature-256"] === expected;
            console.log("RECEIVED " + request.httpVersion + " " + body.length + " " + Object.keys(request.headers).join(","));
            response.writeHead(isGenuine ? 204 : 401);
            response.end();
          });
        };
        const options = { key, cert, allowHTTP1: kind === "both" };
        const server = kind === "plain" ? http2.createServer(receive) : http2.createSecureServer(options, receive);
        server.listen(0, "127.0.0.1", () => console.log("PORT " + server.address().port));
        """

    private struct Delivered {
        var attempts: [Attempt]
        /// The version of HTTP of each request.
        var versions: [String]
        var names: [String]

        var isSuccessful: Bool { attempts.allSatisfy { $0.isSuccess } }
    }

    /// Sends two pings to a receiver of a kind: `only` speaks HTTP/2 alone over TLS, `both` HTTP/1.1 as well, `plain`
    /// HTTP/2 alone without TLS.
    private static func delivered(to kind: String, _ httpVersion: String?) async throws -> Delivered {
        let node = try #require(InstalledProgram.node)
        let fixture = try ProgramFixture()
        let file = try fixture.folder.write(script, to: "receiver.js")
        let receiver = try RunningProgram(
            [file, kind, TestCertificates.keyPEM, TestCertificates.validPEM], of: node, in: fixture.folder.url)
        let authority = try fixture.folder.write(TestCertificates.authorityPEM, to: "ca.pem")
        let server = try await fixture.start(variables: ["PERFSEE_CA_FILE": authority])
        let listening = try #require(try await CommandLineProgram.onAnotherThread { receiver.line(with: "PORT") })
        let url = "\(kind == "plain" ? "http" : "https")://127.0.0.1:\(listening.dropFirst(5))/hook"
        let client = try fixture.client()
        _ = try await client.createProject(NewProject(id: "shop", host: "Unknown", namespace: "a", name: "b"))
        var new = NewWebhook(url: url, secret: secret)
        new.httpVersion = httpVersion
        let webhook = try await client.createWebhook(new, in: "shop")
        #expect(webhook.httpVersion == httpVersion ?? "1.1")
        var attempts: [Attempt] = []
        for _ in 1...2 { attempts.append(try await client.attemptOfPing(webhook.id, of: "shop")) }
        try await fixture.stop(server, by: SIGTERM)
        receiver.signal(SIGKILL)
        let lines = try await CommandLineProgram.onAnotherThread { receiver.restOfOutput() }
            .split(separator: "\n").filter { $0.hasPrefix("RECEIVED") }.map {
                $0.split(separator: " ").map(String.init)
            }
        _ = receiver.wait()
        return Delivered(
            attempts: attempts, versions: lines.map { $0[1] },
            names: lines.first.map { $0[3].split(separator: ",").map(String.init) } ?? [])
    }

    @Test("A receiver that speaks only HTTP/2 gets signed deliveries that it verifies")
    func only() async throws {
        let delivered = try await Self.delivered(to: "only", nil)
        #expect(delivered.isSuccessful && delivered.versions == ["2.0", "2.0"])
        #expect(
            delivered.names.filter { !$0.hasPrefix(":") } == [
                "accept", "content-type", "user-agent", "x-perfsee-delivery", "x-perfsee-event", "x-perfsee-hook-id",
                "x-perfsee-hook-project", "x-perfsee-signature-256", "webhook-id", "webhook-timestamp",
                "webhook-signature", "content-length",
            ])
    }

    @Test("A receiver that speaks both gets HTTP/1.1, or HTTP/2 if the webhook's setting says so")
    func both() async throws {
        let standard = try await Self.delivered(to: "both", nil)
        #expect(standard.isSuccessful && standard.versions == ["1.1", "1.1"])
        let asked = try await Self.delivered(to: "both", "2")
        #expect(asked.isSuccessful && asked.versions == ["2.0", "2.0"])
    }

    @Test(
        "A receiver that speaks only HTTP/2 without TLS gets it, with and without the setting", arguments: [nil, "2"])
    func plain(_ httpVersion: String?) async throws {
        let delivered = try await Self.delivered(to: "plain", httpVersion)
        #expect(delivered.isSuccessful, "\(delivered.attempts)")
        #expect(delivered.versions == ["2.0", "2.0"])
    }
}
