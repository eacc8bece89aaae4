import Delivery
import Domain
import Foundation
import Storage

/// A backlog that a node finds when it starts, and delivers.
struct Backlog {
    private static let webhooks = 10

    private let store: String
    private let deliveries: Int

    init(_ arguments: Arguments) {
        store = arguments.text("store") ?? "sqlite"
        deliveries = arguments.number("deliveries", or: 1_000_000)
    }

    func run() async throws {
        let receiver = try ReceiverProcess()
        defer { receiver.stop() }
        let fixture = try await BenchFixture.build(on: store)
        var webhooks: [Webhook.ID] = []
        for _ in 0..<Self.webhooks {
            webhooks.append(try await fixture.addWebhook("http://127.0.0.1:\(receiver.port)/", concurrency: 64))
        }
        try await fixture.database.filler.fill(deliveries, .pending, for: webhooks, of: fixture.project.number)
        let before = Usage.now.cpu
        let start = Monotonic.now()
        let working = Task { try await fixture.worker.run() }
        while try await !fixture.isQuiet() { try await Task.sleep(for: .milliseconds(500)) }
        let seconds = Double(Monotonic.now() - start) / 1e9
        var figures = Figures()
        figures.add("perSecond", Double(deliveries) / seconds)
        figures.add("seconds", seconds)
        figures.add("cpuMicroseconds", (Usage.now.cpu - before) / Double(deliveries) * 1e6)
        figures.add("peakMemory", Usage.now.peakMemory)
        figures.add("received", Double(try receiver.receipts.count))
        figures.print()
        working.cancel()
        try await fixture.tearDown()
    }
}
