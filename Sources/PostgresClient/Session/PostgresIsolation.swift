/// How much of what other transactions do is seen by one.
package enum PostgresIsolation: String, Hashable, Sendable {
    /// Each statement sees what was committed when it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed when the first began; changing what others changed is an error (40001).
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after another; where they cannot, an error (40001).
    case serializable = "SERIALIZABLE"
}
