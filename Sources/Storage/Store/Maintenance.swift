package import Domain

/// Periodic maintenance of the store.
package protocol Maintenance: Sendable {
    /// Erases what deleted projects and applications left behind, at most `limit` rows. Returns the keys of blobs to
    /// delete, and whether anything is left.
    func erase(limit: Int) async throws -> Erased
    /// Deletes expired idempotency keys, links, tokens, sessions, counted guesses, and event roots; for tables that any
    /// request may add to, at most `limit` rows. Returns whether nothing is left.
    @discardableResult
    func forgetExpired(at now: Timestamp, limit: Int) async throws -> Bool
    /// Throws if the store cannot be reached or written to.
    func check() async throws
    func close() async throws
}

package struct Erased: Hashable, Sendable {
    package var blobKeys: [String]
    package var isDone: Bool

    package init(blobKeys: [String], isDone: Bool) {
        self.blobKeys = blobKeys
        self.isDone = isDone
    }
}
