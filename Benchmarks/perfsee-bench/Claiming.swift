import Domain
import Foundation
import Storage

/// The cost of claiming one delivery with its body from a backlog, a batch at a time, with `--few N` delivered ones in
/// the log and with `--many N`: two stores take turns side by side, so that a temporary slowdown of the machine affects
/// both.
struct Claiming {
    private static let rounds = 20

    private let store: String
    private let perRound: Int
    private let few: Int
    private let many: Int

    init(_ arguments: Arguments) {
        store = arguments.text("store") ?? "sqlite"
        perRound = arguments.number("per-round", or: 10_240)
        few = arguments.number("few", or: 1_000)
        many = arguments.number("many", or: 1_000_000)
    }

    func run() async throws {
        let fewOld = try await ClaimedBacklog.build(on: store, old: few, pending: (Self.rounds + 1) * perRound)
        let manyOld = try await ClaimedBacklog.build(on: store, old: many, pending: (Self.rounds + 1) * perRound)
        // Otherwise only the store that was filled last would be warm.
        _ = try await fewOld.claim(perRound)
        _ = try await manyOld.claim(perRound)
        var used = (few: 0.0, many: 0.0)
        for round in 0..<Self.rounds {
            if round.isMultiple(of: 2) {
                used.few += try await fewOld.claim(perRound)
                used.many += try await manyOld.claim(perRound)
            } else {
                used.many += try await manyOld.claim(perRound)
                used.few += try await fewOld.claim(perRound)
            }
        }
        let claimed = Double(Self.rounds * perRound)
        var figures = Figures()
        figures.add("few", used.few / claimed * 1e6)
        figures.add("many", used.many / claimed * 1e6)
        figures.add("quotient", used.many / used.few)
        figures.print()
        try await fewOld.fixture.tearDown()
        try await manyOld.fixture.tearDown()
    }
}

/// A store with old deliveries in its log and pending ones to claim.
private struct ClaimedBacklog {
    private static let batch = 256

    let fixture: BenchFixture
    let webhook: Webhook.ID

    static func build(on store: String, old: Int, pending: Int) async throws -> ClaimedBacklog {
        let fixture = try await BenchFixture.build(on: store)
        let webhook = try await fixture.addWebhook("http://127.0.0.1:9/", concurrency: batch)
        try await fixture.database.filler.fill(old, .delivered, for: [webhook], of: fixture.project.number)
        try await fixture.database.filler.fill(pending, .pending, for: [webhook], of: fixture.project.number)
        return ClaimedBacklog(fixture: fixture, webhook: webhook)
    }

    /// - Returns: the CPU time, including the database's, in seconds.
    func claim(_ count: Int) async throws -> Double {
        let before = Usage.now.cpu + fixture.database.cpu
        var claimed = 0
        while claimed < count {
            let now = SystemNow.timestamp
            let request = ClaimRequest(webhook: webhook, limit: min(Self.batch, count - claimed))
            let leased = try await fixture.store.claim(
                [request], at: now, leaseUntil: now + .seconds(600), bodyBytes: 1 << 20)
            guard !leased.isEmpty else { throw BenchError("only \(claimed) of \(count) were claimed") }
            claimed += leased.count
        }
        return Usage.now.cpu + fixture.database.cpu - before
    }
}
