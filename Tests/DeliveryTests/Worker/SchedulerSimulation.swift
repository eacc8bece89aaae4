import Domain
import Storage

@testable import Delivery

/// A scheduler whose exchanges take a given time, on a clock that jumps from one event to the next.
struct SchedulerSimulation {
    /// A webhook, and how its deliveries behave.
    struct Load {
        var webhook: PreparedWebhook
        /// How long its receiver takes to respond, in milliseconds.
        var answersAfter: Int64
        /// Milliseconds between two of its events; nil if there is always more than it can send.
        var every: Int64?
    }

    private enum Happening {
        case end(Webhook.ID)
        case event(Webhook.ID)
    }

    private var scheduler: DeliveryScheduler
    private var loads: [Webhook.ID: Load] = [:]
    private var happenings: [Int64: [Happening]] = [:]
    private var times = LeastFirst<Int64>()
    private var events: [DeliveryID: Int64] = [:]
    private var number: UInt64 = 0
    private var now: Int64 = 0
    /// For webhooks with occasional events: how long each waited for its exchange to begin, in milliseconds.
    private(set) var waits: [Int64] = []
    /// The most exchanges in flight at once.
    private(set) var peak = 0

    init(_ loads: [Load], exchanges: Int) {
        var limits = DeliveryScheduler.Limits()
        limits.exchanges = exchanges
        limits.perOrigin = max(1, exchanges * 320 / 1_024)
        scheduler = DeliveryScheduler.knowing(loads.map(\.webhook), limits: limits)
        for load in loads { self.loads[load.webhook.target.id] = load }
    }

    private var time: Timestamp { WebhookQueueFixture.start + .milliseconds(now) }

    /// - Parameter healthyFrom: when occasional events start: until then, the others take what they can get.
    mutating func run(until end: Int64, healthyFrom: Int64) {
        for (webhook, load) in loads.sorted(by: { $0.key < $1.key }) {
            if load.every == nil { refill(webhook) } else { plan(.event(webhook), at: healthyFrom) }
        }
        while let next = times.first?.element, next <= end {
            times.remove(next)
            now = next
            for happening in happenings.removeValue(forKey: next) ?? [] { handle(happening) }
            peak = max(peak, scheduler.exchanges)
        }
    }

    /// The 99th percentile of the waits.
    var p99: Int64 { waits.isEmpty ? .max : waits.sorted()[waits.count * 99 / 100] }

    private mutating func handle(_ happening: Happening) {
        switch happening {
        case .end(let webhook):
            let duration = Duration.milliseconds(loads[webhook]?.answersAfter ?? 0)
            begin(scheduler.ended(webhook, .taken(), took: duration, at: time).starts)
            if loads[webhook]?.every == nil { refill(webhook) }
        case .event(let webhook):
            let delivery = newDelivery(of: webhook)
            events[delivery.id] = now
            begin(scheduler.fill(webhook, [delivery], at: time).starts)
            plan(.event(webhook), at: now + (loads[webhook]?.every ?? 1))
        }
    }

    /// Leases as many ahead as the scheduler would have claimed.
    private mutating func refill(_ webhook: Webhook.ID) {
        _ = scheduler.pending([DueWebhook(webhook: webhook, due: time)])
        let count = scheduler.queues[webhook]?.claimable(at: time) ?? 0
        guard count > 0 else { return }
        begin(scheduler.fill(webhook, (0..<count).map { _ in newDelivery(of: webhook) }, at: time).starts)
    }

    private mutating func begin(_ starts: [DeliveryScheduler.Start]) {
        for start in starts {
            let webhook = start.delivery.webhook
            if let since = events.removeValue(forKey: start.delivery.id) { waits.append(now - since) }
            plan(.end(webhook), at: now + (loads[webhook]?.answersAfter ?? 0))
        }
    }

    private mutating func plan(_ happening: Happening, at time: Int64) {
        times.set(time, weight: Int(time))
        happenings[time, default: []].append(happening)
    }

    private mutating func newDelivery(of webhook: Webhook.ID) -> LeasedDelivery {
        number += 1
        return WebhookQueueFixture.delivery(number, of: webhook)
    }
}
