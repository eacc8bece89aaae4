import Domain
import Logging
import TestSupport
import Testing

@testable import Server

@Suite("Refused sign-ins")
struct SignInRefusalTests {
    @Test("Refused sign-ins are logged with the address, a few lines a minute, and all are counted in the metrics")
    func log() async throws {
        try await ServerFixture.with { fixture in
            let log = LogRecorder()
            let logger = log.logger()
            let services = fixture.server.services
            let end = services.now + .seconds(60)
            let address = try #require(IPAddress("192.0.2.7"))
            for _ in 0..<50 {
                services.signInRefusals.note(.tooOften(until: end), of: 3, from: address, logger)
            }
            let first = log.entries
            #expect(first.count == SignInRefusals.maximumLines)
            #expect(
                first[0].level == .info
                    && first[0].text == "A sign-in was refused before its password was checked "
                        + "account=3 address=192.0.2.7 reason=too-often retry_after=60"
            )
            fixture.time.advance(seconds: 60)
            services.signInRefusals.note(.crowded, of: nil, from: nil, logger)
            let later = log.entries.dropFirst(first.count)
            #expect(
                later.map(\.text) == [
                    "More sign-ins were refused than the log says count=30",
                    "A sign-in was refused before its password was checked address=unknown reason=crowded retry_after=5",
                ] && later.allSatisfy { $0.level == .info })
            let metrics = try await fixture.get("/metrics", as: nil).text
            #expect(metrics.contains("perfsee_sign_ins_refused_total{reason=\"too-often\"} 50\n"))
            #expect(metrics.contains("perfsee_sign_ins_refused_total{reason=\"crowded\"} 1\n"))
        }
    }
}
