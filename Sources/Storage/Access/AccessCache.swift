package import Domain
import Synchronization

/// Who tokens are and what their accounts may know of projects, kept in memory while nothing about them has changed.
///
/// What a change of this process ends is not used any more once that change is answered. A change of another node, or of
/// a command beside this server, counts after ``validity`` at the latest: an answer is only used if the store's version
/// was read within that time, whether or not notifications arrive. Nothing is kept of what does not exist or must not be
/// known.
package final class AccessCache: Sendable {
    package typealias Source = AccessVersions & TokenStore & ProjectStore

    /// How long the store's version counts once it was read.
    package static let validity: Duration = .milliseconds(500)
    /// The most tokens, and the most projects of accounts, to keep; beyond that, all are dropped.
    static let maximumEntries = 10_000

    /// What of the store an entry is known from.
    private struct Stamp: Hashable {
        var version: Int64
        var changes: Int
    }

    private struct ProjectKey: Hashable {
        var slug: [UInt8]
        var account: Account.ID
        var access: Access
    }

    private struct State {
        var stamp: Stamp?
        /// When the version was requested.
        var asked: Duration = .zero
        var tokens: [[UInt8]: Authenticated] = [:]
        var projects: [ProjectKey: ProjectInSight] = [:]
    }

    private let store: any Source
    private let monotonic: @Sendable () -> Duration
    private let state = Mutex(State())

    /// - Parameter monotonic: the time since any moment, which never goes back.
    package init(_ store: any Source, monotonic: @escaping @Sendable () -> Duration = AccessCache.uptime) {
        self.store = store
        self.monotonic = monotonic
    }

    /// The changes that this process makes.
    package var changes: AccessChanges { store.accessChanges }

    private static let start = ContinuousClock.now
    package static let uptime: @Sendable () -> Duration = { ContinuousClock.now - start }

    /// As `TokenStore.authenticate`.
    package func authenticate(hash: [UInt8], at now: Timestamp) async throws -> Authenticated? {
        let stamp = try await currentStamp()
        if let known = state.withLock({ $0.stamp == stamp ? $0.tokens[hash] : nil }) {
            return known.token.expiresAt.map { $0 > now } ?? true ? known : nil
        }
        guard let found = try await store.authenticate(hash: hash, at: now) else { return nil }
        keep(stamp) { state in
            if state.tokens.count >= Self.maximumEntries { state.tokens = [:] }
            state.tokens[hash] = found
        }
        return found
    }

    /// As `ProjectStore.project`.
    package func project(
        _ slug: String, visibleTo account: Account.ID, with access: Access
    ) async throws -> ProjectInSight? {
        let stamp = try await currentStamp()
        let key = ProjectKey(slug: Array(slug.utf8), account: account, access: access)
        if let known = state.withLock({ $0.stamp == stamp ? $0.projects[key] : nil }) { return known }
        guard let found = try await store.project(slug, visibleTo: account, with: access) else { return nil }
        keep(stamp) { state in
            if state.projects.count >= Self.maximumEntries { state.projects = [:] }
            state.projects[key] = found
        }
        return found
    }

    /// The store's version, read if it was not lately, or if this process has changed something since.
    private func currentStamp() async throws -> Stamp {
        let now = monotonic()
        let changes = store.accessChanges.count
        let known = state.withLock { state -> Stamp? in
            guard let stamp = state.stamp, stamp.changes == changes, now - state.asked < Self.validity else {
                return nil
            }
            return stamp
        }
        if let known { return known }
        let stamp = Stamp(version: try await store.accessVersion(), changes: changes)
        state.withLock { state in
            // One that was requested later knows more.
            guard now >= state.asked || state.stamp == nil else { return }
            if state.stamp?.version != stamp.version {
                state.tokens = [:]
                state.projects = [:]
            }
            state.stamp = stamp
            state.asked = now
        }
        return stamp
    }

    /// Keeps what was read after `stamp` was, unless something has changed since.
    private func keep(_ stamp: Stamp, _ add: (inout State) -> Void) {
        state.withLock { state in
            if state.stamp == stamp { add(&state) }
        }
    }
}
