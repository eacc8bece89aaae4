/// A connection of a pool.
struct PooledConnection: Sendable {
    let connection: PostgresConnection
    /// When to replace it.
    let expires: Duration
    /// When it was last used.
    var idleSince: Duration
    /// When the server last responded.
    var heardAt: Duration

    var id: ObjectIdentifier { ObjectIdentifier(connection) }
}

/// What a waiter for a connection receives.
enum PoolGrant: Sendable {
    case connection(PooledConnection)
    /// There is room for one more connection: open it.
    case open
    /// Something has changed: check again.
    case look
    case closed
    case expired
    case cancelled
}
