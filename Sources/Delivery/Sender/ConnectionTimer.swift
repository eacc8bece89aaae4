import NIOCore

/// One timer for all the deadlines of a connection. Moving the deadline later costs nothing: the timer fires early, and
/// its handler sets it again. So a connection that is used a thousand times a second keeps one timer, not thousands.
final class ConnectionTimer {
    private let loop: any EventLoop
    private let ring: () -> Void
    private var armedFor = NIODeadline.distantFuture
    private var scheduled: Scheduled<Void>?

    init(loop: any EventLoop, ring: @escaping () -> Void) {
        self.loop = loop
        self.ring = ring
    }

    deinit {
        scheduled?.cancel()
    }

    /// Fires at `deadline` at the latest.
    func arm(_ deadline: NIODeadline) {
        guard deadline < armedFor else { return }
        scheduled?.cancel()
        armedFor = deadline
        scheduled = loop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in
            guard let self else { return }
            armedFor = .distantFuture
            scheduled = nil
            ring()
        }
    }
}
