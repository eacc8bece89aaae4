/// How much a transaction sees of what other transactions do.
package enum PostgresIsolation: String, Hashable, Sendable {
    /// Each statement sees what was committed when it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed when the first began; changing a row that others have changed is an error
    /// (40001).
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another; if that is impossible, an error (40001).
    case serializable = "SERIALIZABLE"
}
