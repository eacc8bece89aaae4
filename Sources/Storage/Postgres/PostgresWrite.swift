import Domain
import PostgresClient

/// A transaction in progress: the connection, and what happens once it is committed, here and on other nodes.
///
/// Moves from thread to thread if the outcome of the commit has to be found out, but is never used by two at once.
final class PostgresWrite: CommitEffects, @unchecked Sendable {
    let session: PostgresSession
    /// Shows the outcome of a commit that was never answered.
    let trace: CommitTraces.Trace
    private var messages: [NodeMessage] = []

    init(_ session: PostgresSession, _ trace: CommitTraces.Trace, handover: (any DeliveryHandover)?) {
        self.session = session
        self.trace = trace
        super.init(handover: handover)
    }

    /// Tells the other nodes, once this is committed.
    func tell(_ item: NodeMessage) {
        messages.append(item)
    }

    /// What to tell the other nodes.
    var told: [NodeMessage] {
        messages + pending.map { .due($0) }
    }
}
