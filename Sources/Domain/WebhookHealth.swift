/// How a webhook has fared since its last success, and what that means for what may be sent to it.
package struct WebhookHealth: Hashable, Sendable {
    /// Consecutive failed attempts.
    package var failures: Int
    /// When the first of them failed.
    package var failingSince: Timestamp?
    /// When the next probe may be sent, while the circuit is open.
    package var probeAt: Timestamp?
    /// Until when the receiver has asked to be left alone, with `Retry-After`. From then on, one attempt at a time is made,
    /// until one succeeds.
    package var throttledUntil: Timestamp?

    package static let good = WebhookHealth(failures: 0, failingSince: nil, probeAt: nil)

    /// After this many consecutive failed attempts, only probes are sent.
    package static let failuresToOpenCircuit = 5
    /// How long until the first probe; each further one waits twice as long.
    package static let firstProbe: Duration = .seconds(5)
    package static let longestProbe: Duration = .minutes(5)
    /// A webhook is disabled once the first failure since its last success is this old.
    package static let disableAfter: Duration = .days(5)

    package init(
        failures: Int, failingSince: Timestamp?, probeAt: Timestamp?, throttledUntil: Timestamp? = nil
    ) {
        self.failures = failures
        self.failingSince = failingSince
        self.probeAt = probeAt
        self.throttledUntil = throttledUntil
    }

    /// Whether its due deliveries wait while one at a time is sent as a probe.
    package var isCircuitOpen: Bool { failures >= Self.failuresToOpenCircuit }

    /// Whether due deliveries wait while one at a time is sent as a probe: its circuit is open, or the receiver has asked to
    /// wait.
    package var isProbing: Bool { isCircuitOpen || throttledUntil != nil }

    /// The earliest time for the next probe, while there are probes; nil for now.
    package var nextProbe: Timestamp? {
        [isCircuitOpen ? probeAt : nil, throttledUntil].compactMap(\.self).max()
    }

    /// The health after one more attempt.
    package func after(_ end: AttemptEnd, at now: Timestamp) -> WebhookHealth {
        switch end {
        case .taken(let isByHand): afterSuccess(isByHand: isByHand, at: now)
        case .throttled(let until): throttled(until: until, at: now)
        case .failed: afterFailure(at: now)
        case .ping(let isTaken): afterPing(isTaken: isTaken)
        }
    }

    private func afterPing(isTaken: Bool) -> WebhookHealth {
        var next = self
        if isTaken { next.throttledUntil = nil }
        // A receiver that has only asked to wait has not failed.
        if isTaken, failures == 0 { next.failingSince = nil }
        return next
    }

    /// What was on its way when the receiver asked to wait does not end the wait; what somebody sent by hand does.
    private func afterSuccess(isByHand: Bool, at now: Timestamp) -> WebhookHealth {
        var next = WebhookHealth.good
        if !isByHand, let throttledUntil, now < throttledUntil { next.throttledUntil = throttledUntil }
        return next
    }

    /// A receiver that asks to wait works: that opens no circuit. It counts from when on it has taken nothing.
    private func throttled(until: Timestamp, at now: Timestamp) -> WebhookHealth {
        var next = self
        next.failingSince = failingSince ?? now
        next.throttledUntil = max(throttledUntil ?? until, until)
        return next
    }

    /// An attempt that fails before the next probe was in flight when the circuit opened: it says nothing new, and must not
    /// delay the probe.
    private func afterFailure(at now: Timestamp) -> WebhookHealth {
        if let probeAt, isCircuitOpen, now < probeAt { return self }
        let failures = self.failures + 1
        var next = WebhookHealth(
            failures: failures, failingSince: failingSince ?? now, probeAt: nil, throttledUntil: throttledUntil)
        if next.isCircuitOpen {
            let doublings = min(failures - Self.failuresToOpenCircuit, 16)
            next.probeAt = now + min(Self.longestProbe, Self.firstProbe * (1 << doublings))
        }
        return next
    }

    /// Whether it holds more back than another state does.
    package func isWorse(than other: WebhookHealth, at now: Timestamp) -> Bool {
        if failures > other.failures { return true }
        guard let throttledUntil, throttledUntil > now else { return false }
        return other.throttledUntil.map { throttledUntil > $0 } ?? true
    }

    /// Whether a failure at `now` is the one that disables the webhook as `failing`.
    package func shouldDisable(at now: Timestamp) -> Bool {
        guard let failingSince else { return false }
        return now - failingSince >= Self.disableAfter
    }
}
