/// A connection of a pool.
struct PooledConnection: Sendable {
    let connection: PostgresConnection
    /// When it is to be replaced.
    let expires: Duration
    /// When it was used last.
    var idleSince: Duration
    /// When the server was heard of last.
    var heardAt: Duration

    var id: ObjectIdentifier { ObjectIdentifier(connection) }
}

/// What one who waits for a connection is told.
enum PoolGrant: Sendable {
    case connection(PooledConnection)
    /// There is room for one more: open it.
    case open
    /// Something has changed: look again.
    case look
    case closed
    case expired
    case cancelled
}
