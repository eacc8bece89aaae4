import Domain
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Server

/// Keeps what is logged.
private struct KeptLog: LogHandler {
    final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    let lines: Lines
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let values = (event.metadata ?? [:]).map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " ")
        lines.all.withLock { $0.append("\(event.level) \(event.message) \(values)") }
    }
}

@Suite("Refused sign-ins")
struct SignInRefusalTests {
    @Test("are said in the log with the address, a few lines a minute, and all counted in the metrics")
    func log() async throws {
        try await House.with { house in
            let lines = KeptLog.Lines()
            let logger = Logger(label: "test") { _ in KeptLog(lines: lines) }
            let services = house.server.services
            let end = services.now.adding(seconds: 60)
            let address = try #require(IPAddress("192.0.2.7"))
            for _ in 0..<50 {
                services.signInRefusals.note(.tooOften(until: end), of: 3, from: address, services, logger)
            }
            let first = lines.all.withLock { $0 }
            #expect(first.count == SignInRefusals.maximumLines)
            #expect(
                first[0] == "info A sign-in was refused unseen. "
                    + "account=3 address=192.0.2.7 reason=too-often retryAfter=60")
            house.time.advance(seconds: 60)
            services.signInRefusals.note(.crowded, of: nil, from: nil, services, logger)
            let later = lines.all.withLock { Array($0.dropFirst(first.count)) }
            #expect(
                later == [
                    "info More sign-ins were refused than the log says. count=30",
                    "info A sign-in was refused unseen. address=unknown reason=crowded retryAfter=5",
                ])
            let metrics = try await house.get("/metrics", as: nil).text
            #expect(metrics.contains("perfsee_sign_ins_refused_total{reason=\"too-often\"} 50\n"))
            #expect(metrics.contains("perfsee_sign_ins_refused_total{reason=\"crowded\"} 1\n"))
        }
    }
}
