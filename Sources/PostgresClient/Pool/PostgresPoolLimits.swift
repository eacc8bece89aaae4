/// How many connections a pool has, and how long its operations may take.
package struct PostgresPoolLimits: Hashable, Sendable {
    /// Kept open by `PostgresPool.run`, whether used or not.
    package var minimum = 1
    package var maximum = 10
    /// How many callers may wait for a connection; beyond that, they are refused with `.exhausted`.
    package var waiters = 1_000
    /// How long to wait for a connection before `.timeout`, or `.unavailable` if the server cannot be reached.
    package var acquireTimeout: Duration = .seconds(10)
    /// A connection that was idle for longer is pinged before it is used.
    package var pingAfter: Duration = .seconds(30)
    /// How long the response to a ping may take.
    package var pingDeadline: Duration = .seconds(5)
    /// A connection beyond the minimum that is idle for longer is closed.
    package var idleTimeout: Duration = .seconds(300)
    /// A connection is replaced at this age, so that connections are redistributed over servers behind one name, and
    /// what the server keeps for each is freed.
    package var lifetime: Duration = .seconds(3_600)
    /// A connection is replaced earlier by a random fraction of its lifetime up to this one, so that not all are
    /// replaced at once.
    package var lifetimeJitter = 0.2
    /// Between attempts to connect while the server is unreachable.
    package var reconnect = Backoff(base: .milliseconds(100), maximum: .seconds(5))
    /// How often `PostgresPool.run` maintains the idle connections.
    package var maintenanceInterval: Duration = .seconds(10)
    /// How long `close` waits for connections in use before it closes them anyway.
    package var closeTimeout: Duration = .seconds(10)

    package init() {}

    package init(minimum: Int = 1, maximum: Int) {
        self.minimum = minimum
        self.maximum = maximum
    }

    func check() throws {
        guard maximum >= 1, minimum >= 0, minimum <= maximum, waiters >= 0 else {
            throw PostgresError.invalid(
                "a pool of \(minimum) to \(maximum) connections with room for \(waiters) waiters cannot be")
        }
    }
}
