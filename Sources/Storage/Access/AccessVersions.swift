import Synchronization

/// Tells when what the store says of tokens, accounts, projects, or memberships is no longer what it said before.
package protocol AccessVersions: Sendable {
    /// Incremented by every change of them, by whatever program: it is stored with them.
    func accessVersion() async throws -> Int64
    /// Incremented once a change of this store is committed, before whoever asked for it is told.
    var accessChanges: AccessChanges { get }
}

/// How many changes this process has made to tokens, accounts, projects, and memberships.
package final class AccessChanges: Sendable {
    private let changes = Atomic(0)

    package init() {}

    package var count: Int { changes.load(ordering: .acquiring) }

    /// Call in every transaction that makes such a change.
    package func willChange(_ effects: CommitEffects) {
        effects.whenCommitted { [self] in changes.add(1, ordering: .releasing) }
    }
}
