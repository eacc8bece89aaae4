import Domain
import Testing

@testable import Server

@Suite("The status badge of a delivery")
struct StatusBadgeTests {
    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let refused = AttemptSummary(duration: .milliseconds(5), status: 503, reason: .status)

    private static func delivery(
        _ state: Delivery.State = .pending, attempts: Int = 1, due: Int64? = nil
    ) -> Delivery {
        Delivery(
            id: DeliveryID(high: 1, low: 2), project: nil, event: 1, eventType: .bundleFinished, webhook: 1,
            state: state,
            attemptCount: attempts, nextAttemptAt: due.map { now + .seconds($0) }, createdAt: now,
            updatedAt: now)
    }

    private static func webhook(
        failures: Int, disabled: Webhook.DisabledReason? = nil, probe: Int64? = nil
    ) -> Webhook {
        Webhook(
            id: 1, url: "https://hooks.example/a", hasSecret: false, eventType: EventTypeExpression("*"),
            disabledReason: disabled, description: "", headerNames: [], retrySchedule: nil, timeout: .seconds(30),
            maxConcurrency: 8, rateLimit: nil, createdAt: now, updatedAt: now,
            health: WebhookHealth(failures: failures, failingSince: now, probeAt: probe.map { now + .seconds($0) }),
            lastDelivery: nil)
    }

    private static func badge(
        _ delivery: Delivery, last: AttemptSummary?, webhook: Webhook?, _ strings: Strings
    ) -> StatusBadge {
        let status = DeliveryStatus(
            delivery, last: last, webhook: webhook, isOfApplication: false, defaultSchedule: .standard, at: now)
        return StatusBadge(status, now: now, strings)
    }

    private static func text(_ mark: StatusBadge) -> String {
        let time = mark.time.map { ($0.clock ?? "") + $0.opening + $0.relative + $0.closing } ?? ""
        return "\(mark.symbol) \(mark.before)\(time)\(mark.after)"
    }

    @Test("A delivery whose webhook's circuit is open is shown as waiting for its receiver, in both languages")
    func held() {
        let open = Self.webhook(failures: WebhookHealth.failuresToOpenCircuit)
        let late = Self.delivery(due: -29)
        let english = Self.badge(late, last: Self.refused, webhook: open, .english)
        #expect(Self.text(english) == "↻ Paused: receiver is failing · 503" && english.meaning == "warning")
        let untried = Self.badge(Self.delivery(attempts: 0, due: 0), last: nil, webhook: open, .english)
        #expect(Self.text(untried) == "↻ Paused: receiver is failing")
        let chinese = Self.badge(late, last: Self.refused, webhook: open, .chinese)
        #expect(Self.text(chinese) == "↻ 已暂停：接收方持续失败 · 503")
    }

    @Test("A delivery that is held back says when its webhook is tried again, also while it is not due itself")
    func heldUntil() {
        let open = Self.webhook(failures: WebhookHealth.failuresToOpenCircuit, probe: 240)
        for due: Int64 in [-29, 60, 239] {
            let mark = Self.badge(Self.delivery(due: due), last: nil, webhook: open, .english)
            #expect(Self.text(mark) == "↻ Paused: receiver is failing, next try at 22:17 UTC (in 4 min)", "\(due)")
        }
        let later = Self.badge(Self.delivery(due: 240), last: nil, webhook: open, .english)
        #expect(Self.text(later) == "↻ Attempt 2 of 10 at 22:17 UTC (in 4 min)")
        var byHand = Self.delivery(due: 0)
        byHand.isByHand = true
        #expect(byHand.hold(by: open, at: Self.now) == nil)
    }

    @Test(
        "A time is rounded to the nearest unit",
        arguments: [
            (Int64(86_399), "in 24 h"), (86_400, "in 1 d"), (3_599, "in 1 h"), (3_500, "in 58 min"), (59, "in 59 s"),
            (90, "in 2 min"), (0, "just now"), (-5_400, "2 h ago"), (-200_000, "2 d ago"),
        ])
    func moment(seconds: Int64, text: String) {
        let time = Self.now + .seconds(seconds)
        #expect(MomentView(time, now: Self.now, .english).text == text)
    }

    @Test("The next attempt of a delivery that nothing holds back is shown with its time zone")
    func retry() {
        let healthy = Self.webhook(failures: 1)
        let mark = Self.badge(Self.delivery(due: 240), last: Self.refused, webhook: healthy, .english)
        #expect(Self.text(mark) == "↻ Attempt 2 of 10 at 22:17 UTC (in 4 min) · 503")
        let chinese = Self.badge(Self.delivery(due: 240), last: Self.refused, webhook: healthy, .chinese)
        #expect(Self.text(chinese) == "↻ 将于 22:17 UTC（4 分钟后）进行第 2/10 次尝试 · 503")
    }

    @Test(
        "A delivery that is not due, in another state or of a disabled webhook is not held back",
        arguments: [
            (Delivery.State.pending, Int64(60), nil), (.pending, -60, Webhook.DisabledReason.manual),
            (.sending, -60, nil), (.failed, -60, nil),
        ])
    func notHeld(state: Delivery.State, due: Int64, disabled: Webhook.DisabledReason?) {
        let open = Self.webhook(failures: WebhookHealth.failuresToOpenCircuit, disabled: disabled)
        #expect(Self.delivery(state, due: due).hold(by: open, at: Self.now) == nil)
        #expect(Self.delivery(.pending, due: -60).hold(by: nil, at: Self.now) == nil)
    }

    @Test(
        "Attempts are counted in natural wording",
        arguments: [(1, "Failed after 1 attempt · 503"), (2, "Failed after 2 attempts · 503")])
    func counted(_ attempts: Int, _ text: String) {
        let failed = Self.delivery(.failed, attempts: attempts)
        let mark = Self.badge(failed, last: Self.refused, webhook: nil, .english)
        #expect(mark.before == text && mark.time == nil)
    }

    @Test("Shortened ids show their end, because ids of the same hour begin alike")
    func short() throws {
        let id = try #require(DeliveryID("01a20f79-1111-7222-8333-44445555e496"))
        #expect(id.short == "01a20f79…e496")
    }
}
