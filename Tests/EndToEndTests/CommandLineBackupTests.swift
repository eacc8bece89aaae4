import Foundation
import PerfseeSDK
import ProgramSupport
import TestSupport
import Testing

@Suite("The command line: backup")
struct CommandLineBackupTests {
    @Test("A backup of a running server has all events acknowledged before it, and a server can continue from it")
    func backup() async throws {
        try await MovedServer.with { moved, server in
            let folder = moved.fixture.folder
            let backup = folder.path("backup")
            let acknowledged = try await withThrowingTaskGroup(of: Int?.self) { group in
                group.addTask {
                    var number = 100
                    while !Task.isCancelled {
                        try await moved.publish(number)
                        number += 1
                    }
                    return nil
                }
                group.addTask {
                    for number in 10..<60 { try await moved.publish(number) }
                    let made = try await CommandLineProgram.run("backup", backup, "--database", moved.database)
                    #expect(made.status == 0, "\(made.errors)")
                    #expect(made.output.hasPrefix("Backed up the database and 3 builds and reports to \(backup).\n"))
                    #expect(made.output.contains("The backup does not contain the key to its secrets, which is in"))
                    return 50
                }
                while let count = try await group.next() {
                    guard let count else { continue }
                    group.cancelAll()
                    return count
                }
                return 0
            }
            try await moved.fixture.stop(server, by: SIGKILL)
            #expect(try folder.mode(of: "backup") == 0o700)
            #expect(try folder.mode(of: "backup/perfsee.db") == 0o600)
            try await check(moved, backup, acknowledged)
        }
    }

    private func check(_ moved: MovedServer, _ backup: String, _ acknowledged: Int) async throws {
        let database = "sqlite:\(backup)/perfsee.db"
        let server = try await moved.fixture.start(on: database, key: try moved.key())
        let view = try await moved.view()
        #expect(view.contains { $0.hasPrefix("projects/shop/artifacts/1/report: {") && $0.contains("main.js") })
        // Each event has its delivery, and each is sent in the end.
        var events: Set<Int> = []
        var page = try await moved.client.deliveries(of: "shop", DeliveryFilter(), PageRequest(limit: 200))
        while true {
            events.formUnion(page.items.map(\.event))
            guard let cursor = page.nextCursor else { break }
            page = try await moved.client.deliveries(
                of: "shop", DeliveryFilter(), PageRequest(limit: 200, cursor: cursor))
        }
        #expect(events.count >= acknowledged + 2)
        #expect(events == Set(1...events.count), "the events are the first ones, without a gap")
        let before = moved.receiver.requests.count
        try await moved.publish(9)
        _ = try await moved.receiver.request(before + 1)
        try await moved.fixture.stop(server, by: SIGTERM)
    }

    @Test("An existing folder is not overwritten, and a missing database is not backed up")
    func refusals() async throws {
        try await MovedServer.with { moved, server in
            try await moved.fixture.stop(server, by: SIGTERM)
            let folder = moved.fixture.folder
            let there = try await CommandLineProgram.run(
                "backup", folder.path("dist"), "--database", moved.database)
            #expect(there.status == 1)
            #expect(there.errors.contains("already exists. Specify a folder that does not exist yet."))
            let nothing = try await CommandLineProgram.run(
                "backup", folder.path("b"), "--database", "sqlite:" + folder.path("nothing.db"))
            #expect(nothing.status == 1)
            #expect(nothing.errors.contains("does not exist. Specify another one with --database"))
            #expect(!FileManager.default.fileExists(atPath: folder.path("b")))
        }
    }
}
