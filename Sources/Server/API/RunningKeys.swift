import HTTPTypes
import Localization
import Storage
import Synchronization

/// The idempotency keys whose first request is still running in this process.
final class RunningKeys: Sendable {
    private struct Key: Hashable {
        var account: Int64
        var method: String
        var path: String
        var key: String
    }

    private let keys = Mutex<Set<Key>>([])

    /// Throws a 409 while another request with the same key is running.
    func whileRunning<Value: Sendable>(
        _ key: IdempotencyKey?, _ work: () async throws -> Value
    ) async throws -> Value {
        guard let key else { return try await work() }
        let entry = Key(account: key.account, method: key.method, path: key.path, key: key.key)
        guard keys.withLock({ $0.insert(entry).inserted }) else {
            throw Problem.conflict(.idempotency(.stillRunning))
        }
        defer { keys.withLock { _ = $0.remove(entry) } }
        return try await work()
    }
}
