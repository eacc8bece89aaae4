import Domain
import PostgresClient

/// A transaction under way: the connection, and what is to happen once it is committed, here and on other nodes.
///
/// Goes from thread to thread where the outcome of the commit has to be found out, but is never used by two at once.
final class PostgresWrite: CommitEffects, @unchecked Sendable {
    let session: PostgresSession
    /// By it the outcome of a commit can be found out that was never answered.
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

    /// What the other nodes are to be told.
    var told: [NodeMessage] {
        messages + pending.map { .due($0) }
    }
}
