import Foundation
import ProgramSupport
import Testing

@Suite("Clients refused while sending", .timeLimit(.minutes(5)))
struct RefusedClientsTests {
    private static let largeBytes: UInt64 = 50_000_000
    private static let smallBytes: UInt64 = 60_000

    /// Where bodies go: as JSON into memory, or as an archive to the disk.
    enum Route: String, CaseIterable, Sendable {
        case json = "/api/v1/projects/shop/events"
        case upload = "/api/v1/artifacts?projectId=shop"

        var contentType: String {
            switch self {
            case .json: "application/json"
            case .upload: "application/x-tar"
            }
        }
    }

    /// How curl sends a body.
    enum Sending: String, CaseIterable, Sendable {
        /// Immediately, or after 100 Continue.
        case atOnce = "Expect:"
        case whenAsked = "Expect: 100-continue"
        case inChunks = "Transfer-Encoding: chunked"
        case inChunksAtOnce = "Transfer-Encoding: chunked\nExpect:"

        var options: [String] { rawValue.split(separator: "\n").flatMap { ["-H", String($0)] } }
    }

    @Test(
        "curl shows the 401, however it sends 50 MB",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."),
        arguments: Route.allCases, Sending.allCases)
    func curl(_ route: Route, _ sending: Sending) async throws {
        try await Self.withServer { fixture in
            let outcome = try await InstalledProgram.run(
                InstalledProgram.curl,
                Self.options(of: route, try Self.file(Self.largeBytes, in: fixture)) + sending.options
                    + ["-w", "\n%{http_code} %{size_upload}", fixture.url + route.rawValue])
            let lines = outcome.output.split(separator: "\n").map(String.init)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(lines.first?.contains(#""status":401"#) == true, "\(outcome.output)")
            let figures = (lines.last ?? "").split(separator: " ")
            #expect(figures.first == "401", "\(outcome.output)")
            // A body that waits for 100 Continue is not sent at all.
            if sending == .whenAsked { #expect(figures.last == "0", "\(outcome.output)") }
        }
    }

    @Test(
        "curl reuses the connection after a refusal of a small body",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."), arguments: Route.allCases)
    func curlAgain(_ route: Route) async throws {
        try await Self.withServer { fixture in
            let url = fixture.url + route.rawValue
            let outcome = try await InstalledProgram.run(
                InstalledProgram.curl,
                Self.options(of: route, try Self.file(Self.smallBytes, in: fixture))
                    + ["-o", "/dev/null", "-o", "/dev/null", "-w", "%{http_code} %{num_connects}\n", url, url])
            #expect(outcome.output == "401 1\n401 0\n", "\(outcome.errors)")
        }
    }

    /// How Node's `fetch` sends a body.
    enum Body: String, CaseIterable, Sendable {
        case buffer = "Buffer.alloc(bytes)"
        /// In chunks, because the length is unknown.
        case stream = "new Blob([Buffer.alloc(bytes)]).stream()"
    }

    @Test(
        "Node's fetch shows the 401 for 50 MB",
        .enabled(if: InstalledProgram.node != nil, "There is no Node: install nodejs."),
        arguments: Route.allCases, Body.allCases)
    func fetch(_ route: Route, _ body: Body) async throws {
        try await Self.withServer { fixture in
            let outcome = try await Self.fetch(1, fixture.url, route, Self.largeBytes, as: body)
            #expect(outcome.output == "401 401\nconnections 1\n", "\(outcome.errors)")
        }
    }

    @Test(
        "Node's fetch reuses the connection after a refusal of a small body",
        .enabled(if: InstalledProgram.node != nil, "There is no Node: install nodejs."), arguments: Route.allCases)
    func fetchAgain(_ route: Route) async throws {
        try await Self.withServer { fixture in
            let outcome = try await Self.fetch(10, fixture.url, route, Self.smallBytes, as: .buffer)
            // If a request follows immediately, `fetch` itself opens a second connection, refused or not.
            let expected = ["1", "2"].map { String(repeating: "401 401\n", count: 10) + "connections \($0)\n" }
            #expect(expected.contains(outcome.output), "\(outcome.output)\(outcome.errors)")
        }
    }

    // MARK: Clients

    private static func options(of route: Route, _ file: String) -> [String] {
        [
            "-sS", "-X", "POST", "-H", "Authorization: Bearer wrong", "-H", "Content-Type: \(route.contentType)",
            "--data-binary", "@\(file)",
        ]
    }

    /// One request after the other. Prints what `fetch` and the body report for each answer, then the number of
    /// connections.
    private static func fetch(
        _ count: Int, _ url: String, _ route: Route, _ bytes: UInt64, as body: Body
    ) async throws -> CommandLineProgram.Outcome {
        let script = """
            const [url, type] = process.argv.slice(1);
            const bytes = \(bytes);
            let connections = 0;
            require("node:diagnostics_channel").channel("undici:client:connected").subscribe(() => connections++);
            (async () => {
              for (let round = 0; round < \(count); round++) {
                const response = await fetch(url, {
                  method: "POST", duplex: "half", body: \(body.rawValue),
                  headers: { authorization: "Bearer wrong", "content-type": type },
                });
                console.log(response.status, (await response.json()).status);
              }
              console.log("connections", connections);
              // Those that it keeps open would keep the server.
              process.exit(0);
            })().catch((error) => { console.error(error); process.exit(1); });
            """
        return try await InstalledProgram.run(
            InstalledProgram.node, ["-e", script, url + route.rawValue, route.contentType])
    }

    // MARK: Server

    private static func withServer(_ body: (ProgramFixture) async throws -> Void) async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        try await body(fixture)
        try await fixture.stop(server, by: SIGTERM)
    }

    /// A file of this size.
    private static func file(_ bytes: UInt64, in fixture: ProgramFixture) throws -> String {
        let path = try fixture.folder.write("", to: "body")
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.truncate(atOffset: bytes)
        try file.close()
        return path
    }
}
