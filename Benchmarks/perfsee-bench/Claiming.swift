import Domain
import Foundation
import Storage

/// What it costs to claim one delivery with its body out of a backlog, a batch at a time, with `--old N` delivered ones
/// in the log.
struct Claiming {
    private static let batch = 256

    private let store: String
    private let pending: Int
    private let old: Int

    init(_ arguments: Arguments) {
        store = arguments.text("store") ?? "sqlite"
        pending = arguments.number("pending", or: 50_000)
        old = arguments.number("old", or: 0)
    }

    func run() async throws {
        let house = try await House.build(on: store)
        let webhook = try await house.addWebhook("http://127.0.0.1:9/", concurrency: Self.batch)
        try await house.database.filler.fill(old, .delivered, for: [webhook], of: house.project.number)
        try await house.database.filler.fill(pending, .pending, for: [webhook], of: house.project.number)
        let before = (node: Usage.now.cpu, database: house.database.cpu)
        let start = Monotonic.now()
        var claimed = 0
        while claimed < pending {
            let now = SystemNow.timestamp
            let leased = try await house.store.claim(
                [ClaimRequest(webhook: webhook, limit: Self.batch)], at: now, leaseUntil: now.adding(seconds: 600),
                bodyBytes: 1 << 20)
            guard !leased.isEmpty else { throw BenchError("only \(claimed) of \(pending) were claimed") }
            claimed += leased.count
        }
        let seconds = Double(Monotonic.now() - start)
        var figures = Figures()
        figures.add("microseconds", seconds / 1e3 / Double(claimed))
        figures.add("cpuMicroseconds", (Usage.now.cpu - before.node) / Double(claimed) * 1e6)
        figures.add("databaseCpuMicroseconds", (house.database.cpu - before.database) / Double(claimed) * 1e6)
        figures.print()
        try await house.tearDown()
    }
}
