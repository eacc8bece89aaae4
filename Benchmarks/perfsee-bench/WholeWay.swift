import Delivery
import Domain
import Foundation
import Storage

/// Deliveries per second for the whole way: accepted with fsync, sent, recorded with fsync.
///
/// `--store sqlite|postgres`; `--workers N` has N processes deliver what this one accepts, instead of this one.
struct WholeWay {
    private let events: Int
    private let publishers: Int
    private let concurrency: Int
    private let store: String
    private let workers: Int

    init(_ arguments: Arguments) {
        events = arguments.number("events", or: 60_000)
        publishers = arguments.number("publishers", or: 256)
        concurrency = arguments.number("concurrency", or: 256)
        store = arguments.text("store") ?? "sqlite"
        workers = arguments.number("workers", or: 0)
    }

    func run() async throws {
        let receiver = try ReceiverProcess()
        defer { receiver.stop() }
        let fixture = try await BenchFixture.build(on: store)
        try await fixture.addWebhook("http://127.0.0.1:\(receiver.port)/", concurrency: concurrency)
        let helpers = try (0..<workers).map { _ in
            guard let url = fixture.database.url else { throw BenchError("--workers needs --store postgres") }
            return try WorkerProcess(on: url)
        }
        let working = workers == 0 ? Task { try await fixture.worker.run() } : nil
        try await deliver(2_000, fixture, receiver)
        let figures = try await measure(fixture, receiver, helpers)
        figures.print()
        for helper in helpers { helper.stop() }
        working?.cancel()
        try await fixture.tearDown()
    }

    private func measure(
        _ fixture: BenchFixture, _ receiver: ReceiverProcess, _ helpers: [WorkerProcess]
    ) async throws -> Figures {
        func nodes() -> Double { helpers.reduce(Usage.now.cpu) { $0 + $1.cpu } }
        let before = (nodes: nodes(), database: fixture.database.cpu, receiver: receiver.cpu)
        let start = Monotonic.now()
        try await deliver(events, fixture, receiver)
        let seconds = Double(Monotonic.now() - start) / 1e9
        func each(_ seconds: Double) -> Double { seconds / Double(events) * 1e6 }
        var figures = Figures()
        figures.add("perSecond", Double(events) / seconds)
        figures.add("cpuMicroseconds", each(nodes() - before.nodes))
        figures.add("databaseCpuMicroseconds", each(fixture.database.cpu - before.database))
        figures.add("receiverCpuMicroseconds", each(receiver.cpu - before.receiver))
        figures.add("peakMemory", helpers.map(\.peakMemory).reduce(Usage.now.peakMemory, max))
        figures.add("pending", Double(try await fixture.store.counts(at: SystemNow.timestamp).pending))
        return figures
    }

    /// Publishes, and returns once everything is received and recorded.
    private func deliver(_ count: Int, _ fixture: BenchFixture, _ receiver: ReceiverProcess) async throws {
        try receiver.reset()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<publishers {
                let share = count / publishers + (number < count % publishers ? 1 : 0)
                group.addTask {
                    for _ in 0..<share { try await fixture.publish() }
                }
            }
            try await group.waitForAll()
        }
        while true {
            let received = try receiver.receipts.count
            let isQuiet = try await fixture.isQuiet()
            if received >= count, isQuiet { return }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
