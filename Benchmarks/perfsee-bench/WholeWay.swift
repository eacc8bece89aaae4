import Delivery
import Foundation
import Storage

/// Deliveries a second the whole way: accepted with fsync, sent, recorded with fsync.
struct WholeWay {
    private let events: Int
    private let publishers: Int
    private let concurrency: Int

    init(_ arguments: Arguments) {
        events = arguments.number("events", or: 60_000)
        publishers = arguments.number("publishers", or: 256)
        concurrency = arguments.number("concurrency", or: 256)
    }

    func run() async throws {
        let receiver = try ReceiverProcess()
        defer { receiver.stop() }
        let house = try await House.build()
        try await house.addWebhook("http://127.0.0.1:\(receiver.port)/", concurrency: concurrency)
        let working = Task { try await house.worker.run() }
        try await deliver(2_000, house, receiver)
        let before = Usage.now
        let receiverBefore = receiver.cpu
        let start = Monotonic.now()
        try await deliver(events, house, receiver)
        let seconds = Double(Monotonic.now() - start) / 1e9
        var figures = Figures()
        figures.add("perSecond", Double(events) / seconds)
        figures.add("cpuMicroseconds", (Usage.now.cpu - before.cpu) / Double(events) * 1e6)
        figures.add("receiverCpuMicroseconds", (receiver.cpu - receiverBefore) / Double(events) * 1e6)
        figures.add("peakMemory", Usage.now.peakMemory)
        figures.add("pending", Double(try await house.store.counts(at: SystemNow.timestamp).pending))
        figures.print()
        working.cancel()
        try await house.tearDown()
    }

    /// Publishes, and returns once all of it is received and recorded.
    private func deliver(_ count: Int, _ house: House, _ receiver: ReceiverProcess) async throws {
        try receiver.reset()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<publishers {
                let share = count / publishers + (number < count % publishers ? 1 : 0)
                group.addTask {
                    for _ in 0..<share { try await house.publish() }
                }
            }
            try await group.waitForAll()
        }
        while true {
            let received = try receiver.receipts.count
            let isQuiet = try await house.isQuiet()
            if received >= count, isQuiet { return }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}
