import Delivery
import Domain
import Foundation
import NIOCore

/// Whether webhooks are slowed down by others: eight webhooks at a steady rate, with or without one more that hangs on
/// every request and one whose name hangs in the DNS.
struct Neighbors {
    private let hasStrangers: Bool
    private let rate: Int
    private let seconds: Int

    init(_ arguments: Arguments) {
        hasStrangers = arguments.number("strangers", or: 1) == 1
        rate = arguments.number("rate", or: 50)
        seconds = arguments.number("seconds", or: 10)
    }

    func run() async throws {
        let receiver = try ReceiverProcess()
        defer { receiver.stop() }
        let names = NameResolver { name, family in
            // Like a name server that never answers: the thread is lost for the rest of the run.
            if name == "hangs.example" { Thread.sleep(forTimeInterval: 60) }
            return SystemLookup.addresses(of: name, family: family)
        }
        let fixture = try await BenchFixture.build(names: names)
        for _ in 1...8 { try await fixture.addWebhook("http://127.0.0.1:\(receiver.port)/ok", concurrency: 8) }
        if hasStrangers {
            try await fixture.addWebhook("http://127.0.0.1:\(receiver.port)/hang", concurrency: 8)
            try await fixture.addWebhook("http://hangs.example/", concurrency: 8)
        }
        try await SteadyRate(rate: rate, seconds: seconds).measure(fixture, receiver)
    }
}
