import Metrics
import Synchronization
import Testing

@testable import Delivery

@Suite("Deliveries counted by project and webhook")
struct OwnerMetricsTests {
    @Test("Each project and webhook has its own series until there are too many, and then one for all others")
    func bounded() {
        let factory = CountingFactory()
        let metrics = OwnerMetrics(factory: factory, limit: 2)
        metrics.count(.delivered, of: 1, in: "shop")
        metrics.count(.failed, of: 1, in: "shop")
        metrics.count(.delivered, of: 1, in: "shop")
        for webhook in 2...50 { metrics.count(.delivered, of: Int64(webhook), in: "shop") }
        metrics.count(.delivered, of: 1, in: "shop")
        #expect(
            factory.counts == [
                "project=shop webhook=1 outcome=delivered": 3, "project=shop webhook=1 outcome=failed": 1,
                "project=other webhook=other outcome=delivered": 49,
            ])
    }
}

/// Counts, by labels.
private final class CountingFactory: MetricsFactory {
    private let kept = Mutex<[String: Int64]>([:])

    var counts: [String: Int64] { kept.withLock { $0 } }

    private final class Handler: CounterHandler {
        let factory: CountingFactory
        let name: String

        init(_ factory: CountingFactory, _ name: String) {
            self.factory = factory
            self.name = name
        }

        func increment(by amount: Int64) { factory.kept.withLock { $0[name, default: 0] += amount } }
        func reset() {}
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler(self, dimensions.map { "\($0)=\($1)" }.joined(separator: " "))
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { NOOPMetricsHandler.instance }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
