import Delivery
import Domain
import Foundation

/// The latency from accept to receipt at a steady rate.
///
/// `--store sqlite|postgres`; `--old N` puts N deliveries into the log first; `--analyses N --archive FILE` uploads
/// N builds first.
struct Latency {
    private let store: String
    private let rate: Int
    private let seconds: Int
    private let old: Int
    private let analyses: Int
    private let archive: String?

    init(_ arguments: Arguments) {
        store = arguments.text("store") ?? "sqlite"
        rate = arguments.number("rate", or: 500)
        seconds = arguments.number("seconds", or: 8)
        old = arguments.number("old", or: 0)
        analyses = arguments.number("analyses", or: 0)
        archive = arguments.text("archive")
    }

    func run() async throws {
        let receiver = try ReceiverProcess()
        defer { receiver.stop() }
        let fixture = try await BenchFixture.build(on: store)
        let webhook = try await fixture.addWebhook("http://127.0.0.1:\(receiver.port)/", concurrency: 64)
        try await fixture.database.filler.fill(old, .delivered, for: [webhook], of: fixture.project.number)
        var analyzing: Task<Void, Never>?
        if let archive { analyzing = try await QueuedAnalyses(count: analyses, archive: archive).start(on: fixture) }
        try await SteadyRate(rate: rate, seconds: seconds).measure(fixture, receiver, beside: analyzing)
    }
}

/// Starts something a fixed number of times a second, whether or not the earlier ones have ended.
struct Pace {
    let rate: Int

    func run(_ count: Int, _ act: @escaping @Sendable () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                try await Task.sleep(until: start + .seconds(1) * number / rate)
                group.addTask { try await act() }
            }
            try await group.waitForAll()
        }
    }
}
