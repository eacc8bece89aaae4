package import Domain

/// Who is signed in at the pages. A session is known by the SHA-256 of what its cookie holds.
package protocol SessionStore: Sendable {
    func createSession(
        hash: [UInt8], for account: Account.ID, at now: Timestamp, expiresAt: Timestamp
    ) async throws
    /// Nil where there is none, or it is over.
    func session(hash: [UInt8], at now: Timestamp) async throws -> Session?
    func endSession(hash: [UInt8]) async throws
    /// Ends all sessions of an account but, where it is given, one.
    func endSessions(of account: Account.ID, except hash: [UInt8]?) async throws
}

package struct Session: Hashable, Sendable {
    package var account: Account
    package var expiresAt: Timestamp

    package init(account: Account, expiresAt: Timestamp) {
        self.account = account
        self.expiresAt = expiresAt
    }
}
