import Domain
import PostgresClient
import Storage

/// A transaction in progress: the connection, and what happens once it is committed, here and on other nodes.
///
/// Moves from thread to thread if the outcome of the commit has to be found out, but is never used by two at once.
final class PostgresWrite: @unchecked Sendable {
    let session: PostgresSession
    let effects: CommitEffects
    /// Shows the outcome of a commit that was never answered.
    let trace: CommitTraces.Trace
    private var messages: [NodeMessage] = []

    init(_ session: PostgresSession, _ trace: CommitTraces.Trace, handover: (any DeliveryHandover)?) {
        self.session = session
        self.trace = trace
        effects = CommitEffects(handover: handover)
    }

    /// Tells the other nodes, once this is committed.
    func tell(_ item: NodeMessage) {
        messages.append(item)
    }

    /// What to tell the other nodes.
    var told: [NodeMessage] {
        messages + effects.pending.map { .due($0) }
    }
}
