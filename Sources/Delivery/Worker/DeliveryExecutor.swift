import Domain
import Logging
import NIOCore
import Storage

/// Takes one delivery through the worker: prepare, sign, send, classify, record.
struct DeliveryExecutor: Sendable {
    let store: any DeliveryQueue
    let sender: HTTPSender
    let dispatcher: DeliveryDispatcher
    let time: any TimeSource
    let jitter: @Sendable () -> Double
    /// For webhooks without a schedule of their own.
    let defaultSchedule: RetrySchedule
    let metrics: DeliveryMetrics
    /// Results that one job of the store writes together. There is room in it for all that have room here.
    let results = BatchQueue<AttemptResult>(
        BatchQueue.Limits(waiting: maximumUnwritten, jobs: maximumBatch, runners: writers))
    let room: ResultRoom
    let confirmations: WebhookConfirmations
    let logger: Logger

    init(
        store: any DeliveryQueue, sender: HTTPSender, dispatcher: DeliveryDispatcher, time: any TimeSource,
        jitter: @escaping @Sendable () -> Double, defaultSchedule: RetrySchedule, metrics: DeliveryMetrics,
        room: ResultRoom = ResultRoom(limit: maximumUnwritten), logger: Logger
    ) {
        self.store = store
        self.sender = sender
        self.dispatcher = dispatcher
        self.time = time
        self.jitter = jitter
        self.defaultSchedule = defaultSchedule
        self.metrics = metrics
        self.room = room
        self.logger = logger
        confirmations = WebhookConfirmations(store: store, time: time, logger: logger)
    }

    private var log: DeliveryLines { DeliveryLines(logger: logger) }

    /// The most results that may not be written yet. An exchange that ends beyond that keeps its place, so nothing starts
    /// in its stead.
    static let maximumUnwritten = 2_000
    /// How many jobs may be in progress at once: while one waits for its commit, the next is prepared.
    static let writers = 2
    /// The most results to write in one job: they share a commit with others, which must stay short.
    static let maximumBatch = 500
    /// A lease is given back if it has less left than the longest possible exchange plus this margin.
    static let margin: Duration = .seconds(10)
    /// How many times to try to write a result, however long that takes. After that, tries go on until the lease has
    /// run out, because a result that is never written means the delivery is sent again.
    static let recordTries = 5
    /// The longest pause between two tries.
    static let longestPause: Duration = .seconds(5)

    /// The event to deliver is not in the store, for example after a manual repair.
    struct MissingBody: Error, CustomStringConvertible {
        let event: Event.ID

        var description: String { "MissingBody: \(event)" }
    }

    func deliver(_ start: DeliveryScheduler.Start) async {
        let delivery = start.delivery
        do {
            guard let (webhook, body) = try await prepare(start) else {
                dispatcher.abandoned(delivery.webhook)
                return await giveBack([delivery.lease])
            }
            let startTime = time.now()
            let request = sign(delivery, body, for: webhook, at: startTime)
            let exchange = await sender.send(request)
            guard !Self.isBrokenOff(exchange, isCancelled: Task.isCancelled) else {
                dispatcher.abandoned(delivery.webhook)
                return await giveBack([delivery.lease])
            }
            let classification = Classification(exchange, at: time.now())
            let result = await result(of: classification, exchange, delivery, request, for: webhook, from: startTime)
            await room.take()
            dispatcher.ended(
                delivery.webhook, result.end, isTooMany: classification.outcome.isTooMany && !delivery.isPing,
                took: exchange.timings.total)
            await record(result)
        } catch {
            dispatcher.abandoned(delivery.webhook)
            // The lease runs out and the rescuer makes the delivery due again, so nothing is lost.
            logger.error(
                "A delivery could not be prepared", error: error,
                metadata: ["delivery": "\(delivery.id)", "webhook": "\(delivery.webhook)"])
        }
    }

    /// Whether an exchange ended because this worker is stopping, which says nothing about the receiver.
    static func isBrokenOff(_ exchange: Exchange, isCancelled: Bool) -> Bool {
        guard isCancelled, case .failed = exchange.outcome else { return false }
        return true
    }

    /// Returns nil if the delivery has to be given back: its webhook is gone, disabled or no longer as it is known here, or
    /// too little of the lease is left.
    private func prepare(_ start: DeliveryScheduler.Start) async throws -> (PreparedWebhook, EventBody)? {
        let delivery = start.delivery
        var webhook = start.webhook
        if webhook.target.revision != delivery.webhookRevision {
            guard let loaded = try await load(delivery.webhook) else { return nil }
            dispatcher.reloaded(delivery.webhook, loaded)
            guard loaded.target.isEnabled || delivery.eventType == .ping else { return nil }
            webhook = loaded
        }
        let body = try await body(of: delivery)
        guard await isConfirmed(start, webhook) else { return nil }
        // Check last: the awaits above may have taken long, and no exchange may start that could outlast the lease, or by a
        // webhook of which this node has learned in the meantime that it changed.
        return mayBegin(start, webhook) && dispatcher.isCurrent(delivery.webhook, webhook) ? (webhook, body) : nil
    }

    private func body(of delivery: LeasedDelivery) async throws -> EventBody {
        if let body = delivery.body { return body }
        // If it were given back, it would be claimed again at once, over and over. Keeping the lease delays that.
        guard let body = try await store.body(of: delivery.event) else { throw MissingBody(event: delivery.event) }
        return body
    }

    /// Whether an exchange that starts now is sure to end, however long it takes, before another node may send the same
    /// delivery or use the same share.
    func mayBegin(_ start: DeliveryScheduler.Start, _ webhook: PreparedWebhook) -> Bool {
        let now = time.now()
        let needed = webhook.target.timeout + Self.margin
        return start.delivery.leaseUntil - now >= needed && start.share.concurrency(of: webhook, at: now) > 0
    }

    private func sign(
        _ delivery: LeasedDelivery, _ body: EventBody, for webhook: PreparedWebhook, at now: Timestamp
    ) -> OutgoingRequest {
        OutgoingRequest(
            webhook: delivery.webhook, owner: webhook.target.owner, url: webhook.url,
            headers: webhook.headers(of: delivery, body: body, at: now), body: ByteBuffer(bytes: body.bytes),
            timeout: webhook.target.timeout, version: webhook.target.httpVersion)
    }

    private func result(
        of classification: Classification, _ exchange: Exchange, _ delivery: LeasedDelivery,
        _ request: OutgoingRequest, for webhook: PreparedWebhook, from startTime: Timestamp
    ) async -> AttemptResult {
        let now = time.now()
        let attempt = Attempt(
            number: delivery.attemptCount + 1, startTime: startTime, endTime: now, reason: classification.reason,
            messages: classification.messages,
            request: Attempt.Request(url: webhook.target.url, headers: webhook.logged(request.headers)),
            response: classification.response, timings: exchange.timings)
        let (end, next) = await end(
            of: delivery, classification.outcome, webhook.target.schedule ?? defaultSchedule, startTime, at: now)
        if !delivery.isPing { metrics.count(attempt) }
        return AttemptResult(
            lease: delivery.lease, webhook: delivery.webhook, attempt: attempt, end: end, next: next,
            project: delivery.project)
    }

    private func end(
        of delivery: LeasedDelivery, _ outcome: Delivery.Outcome, _ schedule: RetrySchedule, _ startTime: Timestamp,
        at now: Timestamp
    ) async -> (end: AttemptEnd, next: Delivery.Next) {
        guard !delivery.isPing else { return outcome.endOfPing }
        let next = Delivery.next(
            after: outcome, scheduleIndex: delivery.scheduleIndex, schedule: schedule,
            firstAttempt: await firstAttempt(of: delivery, outcome, at: now) ?? startTime, now: now, jitter: jitter())
        return (outcome.end(isByHand: delivery.isByHand, at: now), next)
    }

    /// When its first attempt began, if that matters and was an earlier one.
    private func firstAttempt(
        of delivery: LeasedDelivery, _ outcome: Delivery.Outcome, at now: Timestamp
    ) async -> Timestamp? {
        guard delivery.attemptCount > 0, outcome.throttledUntil(at: now) != nil else { return nil }
        do {
            return try await store.firstAttempt(of: delivery.id)
        } catch {
            // Then it counts as the first: the delivery rather has one attempt too many.
            logger.error(
                "A delivery's first attempt could not be looked up", error: error,
                metadata: ["delivery": "\(delivery.id)"])
            return nil
        }
    }

    private func record(_ result: AttemptResult) async {
        switch results.add(result) {
        case .queued: break
        case .run:
            while let batch = results.next() { await write(batch) }
        case .full: await write([result])
        }
    }

    private func write(_ batch: [AttemptResult]) async {
        defer { room.giveBack(batch.count) }
        let end = time.now() + DeliveryDispatcher.lease
        var attempt = 0
        repeat {
            attempt += 1
            do {
                let recorded = try await store.record(batch, at: time.now())
                let pairs = zip(batch, recorded)
                dispatcher.recorded(pairs.filter(\.1.leaseHeld).map { ($0.webhook, $1.health) })
                for (result, recorded) in pairs { settle(result, recorded) }
                return
            } catch {
                logger.error(
                    "Attempts could not be recorded", error: error,
                    metadata: ["count": "\(batch.count)", "try": "\(attempt)"])
                let pause = min(.seconds(attempt), Self.longestPause)
                try? await time.sleep(until: time.now() + pause)
            }
        } while attempt < Self.recordTries || time.now() < end && !Task.isCancelled
    }

    private func settle(_ result: AttemptResult, _ recorded: Recorded) {
        guard recorded.leaseHeld else {
            metrics.countLostLease()
            log.lost(result)
            return
        }
        if !result.end.isPing { metrics.count(result.next, of: result.webhook, in: result.project) }
        log.ended(result, isDisabled: recorded.disabled != nil)
        if case .pending(let due, _) = result.next {
            dispatcher.pending([DueWebhook(webhook: result.webhook, due: due)])
        }
        if let reason = recorded.disabled {
            metrics.countDisabledWebhook()
            logger.warning(
                "A webhook was disabled", metadata: ["webhook": "\(result.webhook)", "reason": "\(reason.rawValue)"])
        }
    }

    func load(_ webhook: Webhook.ID) async throws -> PreparedWebhook? {
        try await store.target(webhook).map { try PreparedWebhook($0) }
    }

    func giveBack(_ leases: [Lease]) async {
        do {
            try await store.release(leases, at: time.now())
        } catch {
            // They expire on their own.
            logger.error("Leases could not be returned", error: error, metadata: ["count": "\(leases.count)"])
        }
    }
}
