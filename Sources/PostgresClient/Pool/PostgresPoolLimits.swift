/// How many connections a pool has, and how long anything may take in it.
package struct PostgresPoolLimits: Hashable, Sendable {
    /// Kept open by `PostgresPool.run`, whether they are used or not.
    package var minimum = 1
    package var maximum = 10
    /// How many may wait for a connection; one more is refused with `.exhausted`.
    package var waiters = 1_000
    /// How long one waits for a connection: then `.timeout`, or `.unavailable` where there is no server.
    package var acquireTimeout: Duration = .seconds(10)
    /// A connection that idled for longer is asked for a sign of life before it is used.
    package var pingAfter: Duration = .seconds(30)
    /// How long it may take to give one.
    package var pingDeadline: Duration = .seconds(5)
    /// A connection beyond the minimum that idled for longer is closed.
    package var idleTimeout: Duration = .seconds(300)
    /// A connection is replaced at this age: so that all are spread anew over servers behind one name, and what the
    /// server keeps for each is freed.
    package var lifetime: Duration = .seconds(3_600)
    /// By chance up to this part of its lifetime earlier, so that not all are replaced at once.
    package var lifetimeJitter = 0.2
    /// Between attempts to connect while the server is away.
    package var reconnect = Backoff(base: .milliseconds(100), maximum: .seconds(5))
    /// How often `PostgresPool.run` looks after the idle ones.
    package var maintenanceInterval: Duration = .seconds(10)
    /// How long `close` waits for connections in use, until it closes them under their users.
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
