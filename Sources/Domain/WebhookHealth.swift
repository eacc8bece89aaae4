/// How a webhook has fared since its last success, and what that means for what may be sent to it.
package struct WebhookHealth: Hashable, Sendable {
    /// Consecutive failed attempts.
    package var failures: Int
    /// When the first of them failed.
    package var failingSince: Timestamp?
    /// When the next probe may be sent, while the circuit is open.
    package var probeAt: Timestamp?

    package static let good = WebhookHealth(failures: 0, failingSince: nil, probeAt: nil)

    /// After this many consecutive failed attempts, only probes are sent.
    package static let failuresToOpenCircuit = 5
    /// How long until the first probe; each further one waits twice as long.
    package static let firstProbe: Duration = .seconds(5)
    package static let longestProbe: Duration = .minutes(5)
    /// A webhook is disabled once the first failure since its last success is this old.
    package static let disableAfter: Duration = .days(5)

    package init(failures: Int, failingSince: Timestamp?, probeAt: Timestamp?) {
        self.failures = failures
        self.failingSince = failingSince
        self.probeAt = probeAt
    }

    /// Whether its due deliveries wait while one at a time is sent as a probe.
    package var isCircuitOpen: Bool { failures >= Self.failuresToOpenCircuit }

    /// The health after one more attempt. An attempt that fails before the next probe was in flight when the circuit
    /// opened: it says nothing new, and must not delay the probe.
    package func after(success: Bool, at now: Timestamp) -> WebhookHealth {
        guard !success else { return .good }
        if let probeAt, isCircuitOpen, now < probeAt { return self }
        let failures = self.failures + 1
        var next = WebhookHealth(failures: failures, failingSince: failingSince ?? now, probeAt: nil)
        if next.isCircuitOpen {
            let doublings = min(failures - Self.failuresToOpenCircuit, 16)
            next.probeAt = now + min(Self.longestProbe, Self.firstProbe * (1 << doublings))
        }
        return next
    }

    /// Whether a failure at `now` is the one that disables the webhook as `failing`.
    package func shouldDisable(at now: Timestamp) -> Bool {
        guard failures > 0, let failingSince else { return false }
        return now - failingSince >= Self.disableAfter
    }
}
