import Domain
import PostgresStorage
import Storage
import StoreSupport
import TestSupport
import Testing

@Suite("Importing one project into a store with others")
struct MoveInTests {
    @Test("Taken ids are replaced; the project's secrets open and its deliveries are sent")
    func moveIn() async throws {
        try await MoveIn.check(.sqlite, .sqlite) { try await $0.checkAll() }
    }

    @Test("The import is refused if the project's name is, or was, in use")
    func takenName() async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            let stream = try await source.export("shop")
            try await TravelEnd.sqlite.with { target in
                let fixture = StoreFixture(store: target.store)
                let there = try await fixture.project("shop")
                #expect(try await target.refusal(of: stream) == .projectExists(slug: "shop"))
                _ = try await target.store.deleteProject(there.number, at: fixture.now)
                #expect(try await target.refusal(of: stream) == .slugUsed(slug: "shop"))
                #expect(try await target.blobs.size("reports/0") == nil)
            }
        }
    }

    @Test("Members are matched by the bytes of their emails, not by their appearance")
    func people() async throws {
        try await TravelEnd.sqlite.with { source in
            let fixture = StoreFixture(store: source.store)
            let shop = try await fixture.project("shop")
            let kay = try await source.store.createAccount(
                NewAccount(name: "kay", email: "kay\u{E9}@a.example"), at: fixture.now)
            try await source.store.setRole(.admin, of: kay.id, in: shop.number, at: fixture.now)
            let stream = try await source.export("shop")
            try await TravelEnd.sqlite.with { target in
                // A Kelvin sign, and another way to write the accent: these emails belong to someone else.
                for email in ["\u{212A}ay\u{E9}@a.example", "kaye\u{301}@a.example"] {
                    _ = try await target.store.createAccount(NewAccount(name: "other", email: email), at: fixture.now)
                }
                let same = try await target.store.createAccount(
                    NewAccount(name: "other", email: "x@a.example"), at: fixture.now)
                try await target.take(stream)
                let there = try #require(try await target.store.project("shop"))
                let members = try await target.store.members(of: there.number, after: nil, limit: 9)
                #expect(members.map(\.account.name) == ["kay"])
                #expect(members.allSatisfy { $0.account.id > same.id })
            }
        }
    }

    @Test("Nothing of another project or of an application is imported with it")
    func nothingElse() async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            let stream = StreamLines(try await source.export("shop"))
            let text = stream.lines.joined(separator: "\n")
            for word in ["\"other\"", "\"gone\"", "\"deployer\"", "\"robot\"", "\"wide\"", "nobody"] {
                #expect(!text.contains(word), "\(word)")
            }
            #expect(stream.rows(of: "accounts").count == 2)
            #expect(stream.rows(of: "tokens").count == 3)
            #expect(stream.rows(of: "sessions").isEmpty)
        }
    }
}

@Suite("Importing one project into a store with others, from or to PostgreSQL")
struct PostgresMoveInTests {
    private static let ways: [(TravelEnd, TravelEnd)] = [
        (.sqlite, .postgres), (.postgres, .sqlite), (.postgres, .postgres),
    ]

    @Test("Taken ids are replaced; the project's secrets open and its deliveries are sent", arguments: ways)
    func moveIn(_ from: TravelEnd, _ to: TravelEnd) async throws {
        try await MoveIn.check(from, to) { try await $0.checkAll() }
    }

    @Test("Another node that is already running sees the project and continues numbering after it")
    func otherNode() async throws {
        try await TravelEnd.sqlite.withFull { source, full in
            let stream = try await source.export("shop")
            try await TemporaryPostgresStore.with { store, url in
                try await TemporaryPostgresStore.withStore(url) { node in
                    let fixture = StoreFixture(store: node)
                    let there = try await fixture.project("there")
                    try await fixture.publish(in: there)
                    try await withTemporaryFolder { folder in
                        let blobs = try PostgresBlobStore(store, temporary: folder, time: SystemTime())
                        _ = try await Travel(store: store, blobs: blobs, database: .postgres(url: url)).take(stream)
                    }
                    let shop = try #require(try await node.project("shop"))
                    let accepted = try await fixture.publish(in: shop)
                    #expect(accepted.deliveries == 1)
                    #expect(try await node.dueWebhooks().contains { $0.webhook > 0 })
                }
            }
        }
    }
}
