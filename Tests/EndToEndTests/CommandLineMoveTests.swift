import Foundation
import PerfseeSDK
import PostgresSupport
import ProgramSupport
import Signing
import TestSupport
import Testing

@Suite("The command line: export and import")
struct CommandLineMoveTests {
    @Test("A server moves from SQLite to PostgreSQL, shows the same there, and delivers; and moves back byte for byte")
    func move() async throws {
        try await MovedServer.with { moved, server in
            let fixture = moved.fixture
            // While the server runs; then once more, because it continues.
            let early = try await CommandLineProgram.run("export", "--database", moved.database)
            #expect(early.status == 0, "\(early.errors)")
            try await fixture.stop(server, by: SIGTERM)
            let file = fixture.folder.path("all")
            let exported = try await CommandLineProgram.run(
                "export", "--database", moved.database, "--output", file)
            #expect(exported.status == 0, "\(exported.errors)")
            #expect(exported.errors.wholeMatch(of: /Exported \d+ rows, 3 builds and reports \(.*\)\.\n/) != nil)
            #expect(try fixture.folder.mode(of: "all") == 0o600)

            let database = try await TemporaryPostgres.shared().makeDatabaseURL()
            let key = ["PERFSEE_SECRET_KEY": try moved.key()]
            let imported = try await CommandLineProgram.run(
                "import", file, "--database", database, environment: key)
            #expect(imported.status == 0, "\(imported.errors)")
            let there = try await CommandLineProgram.run("export", "--database", database, environment: key)
            #expect(there.output == (try fixture.folder.text(of: "all")))

            let back = "sqlite:" + fixture.folder.path("back.db")
            let returned = try await CommandLineProgram.run(
                "import", "--database", back, environment: key, input: there.output)
            #expect(returned.status == 0, "\(returned.errors)")
            let again = try await CommandLineProgram.run("export", "--database", back, environment: key)
            #expect(again.output == there.output)

            try await Self.checkDelivering(moved, on: database, key: try moved.key())
        }
    }

    /// The servers on SQLite and on PostgreSQL show the same, and the latter continues to deliver.
    private static func checkDelivering(_ moved: MovedServer, on database: String, key: String) async throws {
        let here = try await moved.fixture.start(on: moved.database, key: key)
        let view = try await moved.view()
        try await moved.fixture.stop(here, by: SIGTERM)
        let there = try await moved.fixture.start(on: database, key: key)
        let viewThere = try await moved.view()
        #expect(viewThere == view)
        let before = moved.receiver.requests.count
        try await moved.publish(3)
        let request = try await moved.receiver.request(before + 1)
        let signature = try #require(request["X-Perfsee-Signature-256"])
        #expect(signature == PerfseeSignature.sign(request.body, with: try WebhookSecret(MovedServer.secret)))
        try await moved.fixture.stop(there, by: SIGTERM)
    }

    @Test("One project moves to a server with another key, which is given the first one")
    func oneProject() async throws {
        try await MovedServer.with { moved, server in
            let (fixture, folder) = (moved.fixture, moved.fixture.folder)
            let exported = try await CommandLineProgram.run(
                "export", "--project", "shop", "--database", moved.database, "--output", folder.path("shop"))
            #expect(exported.status == 0, "\(exported.errors)")
            try await fixture.stop(server, by: SIGTERM)
            let other = "sqlite:" + folder.path("other.db")
            let first = try await fixture.start(on: other, key: "")

            let running = try await CommandLineProgram.run("import", folder.path("shop"), "--database", other)
            #expect(running.status == 1)
            #expect(running.errors.contains("Set PERFSEE_IMPORT_KEY to the key of the exported server."))
            let keys = ["PERFSEE_IMPORT_KEY": try moved.key()]
            let locked = try await CommandLineProgram.run(
                "import", folder.path("shop"), "--database", other, environment: keys)
            #expect(locked.status == 1)
            #expect(locked.errors.contains("Another `perfsee serve` is using the database"))
            try await fixture.stop(first, by: SIGTERM)

            let imported = try await CommandLineProgram.run(
                "import", folder.path("shop"), "--database", other, environment: keys)
            #expect(imported.status == 0, "\(imported.errors)")
            let second = try await fixture.start(on: other, key: "")
            let before = moved.receiver.requests.count
            try await moved.publish(4)
            let request = try await moved.receiver.request(before + 1)
            let secret = try WebhookSecret(MovedServer.secret)
            #expect(request["X-Perfsee-Signature-256"] == PerfseeSignature.sign(request.body, with: secret))
            try await fixture.stop(second, by: SIGTERM)
        }
    }

    @Test("Without a key no new database is created, and a sentence says where the key belongs")
    func noKey() async throws {
        try await MovedServer.with { moved, server in
            let folder = moved.fixture.folder
            let exported = try await CommandLineProgram.run("export", "--database", moved.database)
            try await moved.fixture.stop(server, by: SIGTERM)
            let new = folder.path("new.db")
            let refused = try await CommandLineProgram.run(
                "import", "--database", "sqlite:" + new, input: exported.output)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("put its file at \(new).key"))
            #expect(!FileManager.default.fileExists(atPath: new))
            _ = try folder.write(try folder.text(of: "p.db.key"), to: "new.db.key")
            let imported = try await CommandLineProgram.run(
                "import", "--database", "sqlite:" + new, input: exported.output)
            #expect(imported.status == 0, "\(imported.errors)")
        }
    }
}
