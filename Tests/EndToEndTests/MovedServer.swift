import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

/// A server with a project, a build and some deliveries, to be moved elsewhere.
struct MovedServer {
    static let secret = "a secret of the project"

    let fixture: ProgramFixture
    let receiver: ScriptedReceiver
    let client: PerfseeClient

    /// Starts it with a project `shop`, with one event delivered and one waiting for a retry.
    static func with(_ body: (MovedServer, RunningProgram) async throws -> Void) async throws {
        let receiver = try await ScriptedReceiver.start { $0.number == 2 ? .answer(503) : .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start(on: "sqlite:" + fixture.folder.path("p.db"), key: "")
        let moved = MovedServer(fixture: fixture, receiver: receiver, client: try fixture.client())
        do {
            try await moved.fill()
            try await body(moved, server)
        } catch {
            server.signal(SIGKILL)
            throw error
        }
        await receiver.stop()
    }

    private func fill() async throws {
        _ = try await client.createProject(
            NewProject(id: "shop", host: "Unknown", namespace: "acme", name: "shop"))
        var webhook = NewWebhook(url: receiver.url, secret: Self.secret)
        // The retry must not happen during the test.
        webhook.retrySchedule = [3_600]
        _ = try await client.createWebhook(webhook, in: "shop")
        _ = try fixture.folder.write("console.log('one small file');\n", to: "dist/main.js")
        let metafile = """
            {"inputs":{"src/main.js":{"bytes":31,"imports":[]}},"outputs":{"dist/main.js":{"bytes":31,"imports":[],\
            "exports":[],"entryPoint":"src/main.js","inputs":{"src/main.js":{"bytesInOutput":31}}}}}
            """
        _ = try fixture.folder.write(metafile, to: "dist/meta.json")
        let uploaded = try await CommandLineProgram.run(
            "upload", fixture.folder.path("dist"), "--project", "shop", "--branch", "main", "--commit",
            String(repeating: "ab", count: 20), "--wait", environment: environment)
        #expect(uploaded.status == 0, "\(uploaded.errors)")
        _ = try await receiver.request(1)
        try await publish(1)
        _ = try await receiver.request(2)
        while try await client.deliveries(of: "shop").items.contains(where: { $0.attemptCount == 0 }) {
            await Pause.beforeNextLook()
        }
    }

    var environment: [String: String] { ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token] }

    /// The database that it was started on.
    var database: String { "sqlite:" + fixture.folder.path("p.db") }

    /// The key that the first start created.
    func key() throws -> String {
        try fixture.folder.text(of: "p.db.key").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func publish(_ number: Int) async throws {
        _ = try await client.publish(
            "shop:order-placed", payload: Array(#"{"number":\#(number)}"#.utf8), to: "shop",
            idempotencyKey: "order-\(number)")
    }

    /// Everything that the API shows.
    func view() async throws -> [String] {
        let paths = [
            "projects", "projects/shop", "projects/shop/webhooks", "projects/shop/events", "projects/shop/deliveries",
            "projects/shop/artifacts", "projects/shop/artifacts/1/report", "projects/shop/artifacts/1/content",
        ]
        var view: [String] = []
        for path in paths {
            let answer = try await client.send(ClientRequest("GET", "/api/v1/\(path)"))
            view.append("\(path): \(String(decoding: answer.body, as: UTF8.self))")
        }
        for delivery in try await client.deliveries(of: "shop").items {
            let one = try await client.delivery(delivery.id, of: "shop")
            view.append("\(delivery.id): \(one)")
        }
        return view
    }
}
