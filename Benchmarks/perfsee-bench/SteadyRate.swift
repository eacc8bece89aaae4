import Delivery
import Foundation

/// A fixture at a steady rate, and the latency of its events from accept to receipt: the one way in which latencies are
/// measured.
struct SteadyRate {
    /// Events per second.
    let rate: Int
    let seconds: Int

    /// Warms up for a second, then measures, prints the figures, and tears the fixture down.
    /// - Parameter beside: what goes on at the same time; canceled at the end.
    func measure(
        _ fixture: BenchFixture, _ receiver: ReceiverProcess, beside: Task<Void, Never>? = nil
    ) async throws {
        let working = Task { try await fixture.worker.run() }
        try await Pace(rate: rate).run(rate) { try await fixture.publish() }
        try await Task.sleep(for: .milliseconds(500))
        try receiver.reset()
        let before = (node: Usage.now.cpu, database: fixture.database.cpu)
        try await Pace(rate: rate).run(rate * seconds) { try await fixture.publish() }
        try await Task.sleep(for: .milliseconds(500))
        let cpu = (node: Usage.now.cpu - before.node, database: fixture.database.cpu - before.database)
        let receipts = try receiver.receipts
        var figures = Figures()
        figures.add("p50", receipts.p50)
        figures.add("p99", receipts.p99)
        figures.add("received", Double(receipts.count))
        // Includes the generator: a thread's wake-up and a task for each event.
        figures.add("cpuMicroseconds", cpu.node / Double(rate * seconds) * 1e6)
        figures.add("databaseCpuMicroseconds", cpu.database / Double(rate * seconds) * 1e6)
        figures.print()
        working.cancel()
        beside?.cancel()
        await beside?.value
        try await fixture.tearDown()
    }
}
