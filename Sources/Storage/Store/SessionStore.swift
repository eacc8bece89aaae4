package import Domain

/// Sessions of people signed in to the pages. A session is identified by the SHA-256 of its cookie's value.
package protocol SessionStore: Sendable {
    func createSession(
        hash: [UInt8], for account: Account.ID, at now: Timestamp, expiresAt: Timestamp
    ) async throws
    /// Nil if there is no such session or it has expired.
    func session(hash: [UInt8], at now: Timestamp) async throws -> Session?
    func endSession(hash: [UInt8]) async throws
    /// Ends all sessions of an account, except the given one, if any.
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
