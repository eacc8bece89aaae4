import Domain
import Logging
import Storage
import TestSupport
import Testing

@testable import Delivery

@Suite("What the log says about skipped deliveries")
struct SkipReporterTests {
    private func entries(_ deliveries: [SkippedDelivery], at level: Logger.Level) -> [LogRecorder.Entry] {
        let log = LogRecorder()
        var logger = log.logger()
        logger.logLevel = level
        SkipReporter(logger: logger).skipped(deliveries)
        return log.entries.filter { $0.level >= level }
    }

    private func deliveries(
        _ count: Int, of webhook: Webhook.ID = 4, because reason: SkippedDelivery.Reason = .disabled,
        isNew: Bool = false
    ) -> [SkippedDelivery] {
        (0..<count).map { number in
            SkippedDelivery(DeliveryID(high: 1, low: UInt64(number)), of: webhook, because: reason, isNew: isNew)
        }
    }

    @Test("A few have a line each, with the webhook and the reason", arguments: SkippedDelivery.Reason.allCases)
    func few(_ reason: SkippedDelivery.Reason) {
        let some = deliveries(SkipReporter.maximumLines, because: reason)
        #expect(
            entries(some, at: .info)
                == some.map { delivery in
                    let text = "A delivery was skipped delivery=\(delivery.id) reason=\(reason.rawValue) webhook=4"
                    return .init(level: .info, text: text)
                })
    }

    @Test("Many that one act skips have one line together, and a line each only at the level debug")
    func many() {
        let many = deliveries(500, because: .gone)
        let line = LogRecorder.Entry(level: .info, text: "Deliveries were skipped count=500 reason=gone webhook=4")
        #expect(entries(many, at: .info) == [line])
        let all = entries(many, at: .debug)
        #expect(all.first == line && all.dropFirst().map(\.level) == Array(repeating: .debug, count: 500))
        #expect(all.last?.text == "A delivery was skipped delivery=\(many[499].id) reason=gone webhook=4")
    }

    @Test("Each webhook and each reason counts by itself")
    func groups() {
        let told = deliveries(21, of: 9) + deliveries(2, of: 8)
        let texts = entries(told, at: .info).map(\.text)
        #expect(texts.count == 3 && texts.last == "Deliveries were skipped count=21 reason=disabled webhook=9")
    }

    @Test("Events that a disabled webhook misses are not worth a line at the level info")
    func new() {
        #expect(entries(deliveries(1, isNew: true), at: .info) == [])
        #expect(entries(deliveries(30, isNew: true), at: .debug).map(\.level) == Array(repeating: .debug, count: 30))
    }
}
