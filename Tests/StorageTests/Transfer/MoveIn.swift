import Domain
import Foundation
import TestSupport
import Testing

@testable import Storage

/// Imports one project of a full store into another store that already uses the same ids.
struct MoveIn {
    let full: FullStore
    let there: Travel
    /// The contents of the target before the import.
    let fixture: StoreFixture
    let neighbor: Project
    let neighbors: Webhook
    let grace: Account

    static func check(_ from: TravelEnd, _ to: TravelEnd, _ body: (MoveIn) async throws -> Void) async throws {
        try await from.withFull { source, full in
            let stream = try await source.export(full.project.id)
            try await to.with { there in
                let moveIn = try await MoveIn(full, into: there)
                try await there.take(stream)
                try await body(moveIn)
            }
        }
    }

    private init(_ full: FullStore, into there: Travel) async throws {
        self.full = full
        self.there = there
        fixture = StoreFixture(store: there.store)
        grace = try await there.store.createAccount(
            NewAccount(name: "Grace", email: "GRACE@example.com"), at: fixture.now)
        neighbor = try await fixture.project("neighbor")
        neighbors = try await fixture.webhook(in: neighbor)
        for _ in 0..<20 { try await fixture.publish(in: neighbor) }
    }

    var store: any Store { there.store }

    func project() async throws -> Project { try #require(try await store.project("shop")) }

    func webhook() async throws -> Webhook {
        try #require(try await store.webhooks(in: try await project().number, before: nil, limit: 9).first)
    }

    /// The visible part of a project's log, without the ids that may have changed.
    static func log(_ fixture: StoreFixture, of project: Project) async throws -> [String] {
        var lines: [String] = []
        for delivery in try await fixture.deliveries(in: project) {
            let body = try await fixture.store.body(of: delivery.event).map {
                String(decoding: $0.bytes, as: UTF8.self)
            }
            let attempts = try await fixture.store.attempts(of: delivery.id)
            lines.append("\(delivery.id) \(delivery.state) \(delivery.attemptCount) \(body ?? "-") \(attempts)")
        }
        return lines
    }

    func artifacts(_ store: any Store, of project: Project) async throws -> [Artifact] {
        try await store.artifacts(in: project.number, matching: ArtifactFilter(), before: nil, limit: 99)
    }
}

extension MoveIn {
    func checkAll() async throws {
        try await checkLog()
        try await checkTypes()
        try await checkRoots()
        try await checkWebhook()
        try await checkPeople()
        try await checkArtifacts()
        try await checkBudgets()
        try await checkNeighbor()
    }

    private func checkLog() async throws {
        let log = try await Self.log(fixture, of: try await project())
        #expect(log.count == 16)
        let logBefore = try await Self.log(full.fixture, of: full.project)
        #expect(log == logBefore)
        let events = try await store.events(in: try await project().number, eventType: nil, before: nil, limit: 99)
        let before = try await full.fixture.store.events(
            in: full.project.number, eventType: nil, before: nil, limit: 99)
        #expect(events.map(\.body) == before.map(\.body), "in their order")
    }

    private func checkBudgets() async throws {
        let (number, before) = (try await project().number, full.project.number)
        let old = full.fixture.store
        let text = try await store.budgets(of: number)?.text
        #expect(try await old.budgets(of: before)?.text.hasSameBytes(as: try #require(text)) == true)
        for id in [1, 2] as [Artifact.ID] {
            let budgets = try await store.budgets(of: id, in: number)
            #expect(try await old.budgets(of: id, in: before) == budgets && budgets != nil)
        }
        let acceptances = try await store.acceptances(of: 1, in: number)
        #expect(try await old.acceptances(of: 1, in: before).map(\.reason) == acceptances.map(\.reason))
        #expect(acceptances.count == 1 && acceptances.first?.acceptedBy == FullStore.oddText)
    }

    private func checkTypes() async throws {
        let types = try await store.publishedTypes(heardBy: .project(try await project().number))
        let before = try await full.fixture.store.publishedTypes(heardBy: .project(full.project.number))
        #expect(Set(types.types) == Set(before.types) && !types.types.isEmpty)
    }

    /// The root of an event is the same one, whatever its id is now; an unknown delivery stays as it was.
    private func checkRoots() async throws {
        let stream = StreamLines(try await there.export(full.project.id))
        let columns = TransferCatalog.events.columns
        let rows = try stream.rows(of: "events").map { line in
            let values = try TransferRow.values(of: Array(stream.lines[line].utf8)[...], columns)
            return Dictionary(uniqueKeysWithValues: zip(columns.map(\.name), values))
        }
        let roots = rows.compactMap { $0["root"]?.number }
        #expect(roots.count == 2 && roots.contains(EventRoot(unknown: DeliveryID(high: 1, low: 2)).key))
        let known = try #require(rows.first { $0["id"]?.number == roots.max() })
        let before = try await full.fixture.store.events(
            in: full.project.number, eventType: EventTypeExpression("a:b"), before: nil, limit: 99)
        #expect(known["body"] == .bytes(Data(try #require(before.last).body.bytes)))
    }

    private func checkWebhook() async throws {
        let webhook = try await webhook()
        #expect(webhook.id > neighbors.id)
        let target = try #require(try await store.target(webhook.id))
        let before = try #require(try await full.fixture.store.target(full.webhook.id))
        #expect(target.secrets == ["new secret", "old secret ü"])
        #expect(target.headers == before.headers && !target.headers.isEmpty)
        let switched = try await store.switchSecret(
            of: webhook.id, in: .project(try await project().number), overlap: nil, at: fixture.now, once: nil
        ).value
        #expect(switched.overlapUntil == fixture.now + .seconds(30))
        #expect(try await store.target(webhook.id)?.secrets == ["prepared secret", "new secret", "old secret ü"])
        let leased = try await fixture.claim(webhook, limit: 99, at: fixture.now + .seconds(100))
        #expect(!leased.isEmpty)
        for delivery in leased { #expect(try await store.body(of: delivery.event) != nil) }
        let next = try await fixture.webhook(in: neighbor)
        #expect(next.id > webhook.id + 1, "the ids of what was deleted here are not given again")
    }

    private func checkPeople() async throws {
        let members = try await store.members(of: try await project().number, after: nil, limit: 99)
        #expect(members.map(\.account.email) == ["GRACE@example.com", "Ada@example.com"])
        #expect(members[0].account == grace)
        #expect(members.allSatisfy { !$0.account.isInstanceAdmin && $0.role == .admin })
        let narrow = try await store.authenticate(hash: [UInt8](repeating: 37, count: 32), at: fixture.now)
        #expect(narrow?.account == grace)
        let shop = try await project()
        #expect(narrow?.token.project == shop.number)
        #expect(try await store.authenticate(hash: [UInt8](repeating: 74, count: 32), at: fixture.now) == nil)
    }

    private func checkArtifacts() async throws {
        let artifacts = try await artifacts(store, of: try await project())
        let artifactsBefore = try await self.artifacts(full.fixture.store, of: full.project)
        #expect(artifacts == artifactsBefore)
        // They still refer to their events, whatever the ids of those are now.
        for artifact in artifacts {
            let event = try await store.event(ofArtifact: artifact.id, in: try await project().number)
            let before = try await full.fixture.store.event(ofArtifact: artifact.id, in: full.project.number)
            #expect(event?.body == before?.body && event?.eventType == before?.eventType)
            #expect((event == nil) == (artifact.status == .pending || artifact.status == .running))
        }
        for key in artifacts.map(\.build.buildKey) {
            let (size, sizeBefore) = (try await there.blobs.size(key), try await full.blobs.size(key))
            #expect(size == sizeBefore && size != nil)
        }
    }

    private func checkNeighbor() async throws {
        #expect(try await fixture.deliveries(in: neighbor).count == 20)
        #expect(try await store.events(in: neighbor.number, eventType: nil, before: nil, limit: 99).count == 20)
        try await fixture.publish(in: neighbor)
        try await fixture.publish(in: try await project())
    }
}
