package import Domain
package import Logging
import ServiceLifecycle
package import Storage

/// Sends what is due: takes deliveries over from the store or claims them, makes the exchanges, and records their
/// results.
package struct DeliveryWorker: Service {
    /// How long exchanges in flight may go on after the worker is told to stop.
    package static let grace: Duration = .seconds(30)
    /// How often to ask the store what is due, whatever this worker knows.
    static let slowPoll: Duration = .seconds(5)
    /// How soon to ask again after a claim that may have left something behind.
    static let quickPoll: Duration = .seconds(1)
    /// How often to renew this node's shares of webhooks: several times within a share's lifetime.
    static let shareRenewal: Duration = .seconds(10)

    /// How long after the latest delivery others count on the processor.
    static let idleAfter: Duration = .seconds(1)

    let store: any DeliveryQueue & ConcurrencyQuotaStore
    let node: NodeID
    let dispatcher: DeliveryDispatcher
    let step: DeliveryExecutor
    let time: any TimeSource
    let logger: Logger

    /// - Parameters:
    ///   - defaultSchedule: for webhooks without a retry schedule of their own.
    ///   - jitter: in -1...1, drawn for each failed attempt.
    package init(
        store: any DeliveryQueue & ConcurrencyQuotaStore, sender: HTTPSender,
        defaultSchedule: RetrySchedule = .standard, time: any TimeSource, logger: Logger,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: -1...1) }
    ) {
        self.store = store
        node = store.node
        self.time = time
        self.logger = logger
        dispatcher = DeliveryDispatcher(
            limits: DeliveryScheduler.Limits(sender.configuration, isShared: store.shareLifetime != nil), time: time)
        step = DeliveryExecutor(
            store: store, sender: sender, dispatcher: dispatcher, time: time, jitter: jitter,
            defaultSchedule: defaultSchedule, metrics: DeliveryMetrics(),
            logger: logger)
    }

    /// Whether nothing has been sent for a while, so that the processor is free for other work.
    package var isIdle: Bool { !dispatcher.hasStarted(within: Self.idleAfter) }

    package func run() async throws {
        store.attach(dispatcher)
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await exchange() }
                group.addTask { await giveBack() }
                group.addTask { await pace() }
                group.addTask { await share() }
                await group.waitForAll()
            }
        } onGracefulShutdown: {
            dispatcher.stop()
        }
    }

    /// Runs each delivery in its own task until the dispatcher closes.
    private func exchange() async {
        await withDiscardingTaskGroup { group in
            for await starts in dispatcher.starts {
                for start in starts {
                    group.addTask { await step.deliver(start) }
                }
            }
            // The dispatcher closes once nothing is in flight or the grace period is over; cancel what is still running
            // then.
            group.cancelAll()
        }
    }

    private func giveBack() async {
        for await deliveries in dispatcher.returns {
            await step.giveBack(deliveries.map(\.lease))
        }
    }

    /// Plans ahead: loads webhooks, claims what is due, and sleeps until there is something to do.
    private func pace() async {
        var nextPoll = time.now()
        while !dispatcher.isStopping, !Task.isCancelled {
            do {
                if time.now() >= nextPoll {
                    dispatcher.pending(try await store.dueWebhooks())
                    nextPoll = time.now() + Self.slowPoll
                }
                let plan = dispatcher.plan()
                if try await carryOut(plan) {
                    nextPoll = min(nextPoll, time.now() + Self.quickPoll)
                } else {
                    await dispatcher.alarm.wait(until: min(plan.wake ?? nextPoll, nextPoll), by: time)
                }
            } catch {
                logger.error("Due deliveries could not be looked up", error: error)
                await dispatcher.alarm.wait(until: time.now() + Self.quickPoll, by: time)
            }
        }
        await dispatcher.waitUntilIdle(until: time.now() + Self.grace)
        dispatcher.close()
    }

    /// Agrees with the other nodes on who may send how much, and gives all shares back at the end.
    private func share() async {
        guard store.shareLifetime != nil else { return }
        while !dispatcher.isClosed, !Task.isCancelled {
            await renewShares()
            // The request was not met: other nodes have to give up theirs first, and learn that when they next ask.
            let pause = dispatcher.lacksShare ? DeliveryScheduler.shareRetry : Self.shareRenewal
            await dispatcher.shareAlarm.wait(until: time.now() + pause, by: time)
        }
        do {
            try await store.leave(node)
        } catch {
            // They expire on their own.
            logger.warning("Concurrency quotas could not be returned", error: error)
        }
    }

    private func renewShares() async {
        let requests = dispatcher.requests()
        guard !requests.isEmpty else { return }
        do {
            dispatcher.shared(try await store.share(requests, of: node, at: time.now()))
        } catch {
            logger.error("Concurrency quotas could not be renewed", error: error)
        }
    }

    private func load(_ webhook: Webhook.ID) async {
        do {
            dispatcher.loaded(webhook, try await step.load(webhook))
        } catch {
            dispatcher.notLoaded(webhook)
            logger.error("A webhook could not be loaded", error: error, metadata: ["webhook": "\(webhook)"])
        }
    }

    /// - Returns: whether anything was done.
    private func carryOut(_ plan: DeliveryScheduler.Plan) async throws -> Bool {
        for webhook in plan.loads { await load(webhook) }
        guard !plan.claims.isEmpty else { return !plan.loads.isEmpty }
        do {
            let now = time.now()
            let deliveries = try await store.claim(
                plan.claims, at: now, leaseUntil: now + DeliveryDispatcher.lease,
                bodyBytes: plan.bodyBytes)
            dispatcher.claimed(plan.claims, deliveries)
        } catch {
            dispatcher.notClaimed(plan.claims)
            throw error
        }
        return true
    }
}
