package import Domain

/// What is done to the store now and then.
package protocol Maintenance: Sendable {
    /// Erases what deleted projects and applications left behind, at most `limit` rows; answers the keys of blobs that
    /// are to go, and whether anything is left.
    func erase(limit: Int) async throws -> Erased
    /// Forgets idempotency keys, links, tokens, sessions, counted guesses and what events went back to, once that ended;
    /// at most `limit` rows of what every request may add to. Answers whether nothing is left.
    @discardableResult
    func forgetExpired(at now: Timestamp, limit: Int) async throws -> Bool
    /// Throws where the store cannot be reached or written to.
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
