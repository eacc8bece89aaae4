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

    /// Counts one more failure under a key (the hash of an email, say), and answers how many there are now; the window
    /// of `window` milliseconds begins with the first of them.
    func countFailure(of key: [UInt8], at now: Timestamp, window: Int64) async throws -> Int
    /// How many failures were counted in the window that is open at `now`.
    func failures(of key: [UInt8], at now: Timestamp) async throws -> Int
    func forgetFailures(of key: [UInt8]) async throws
}

package struct Session: Hashable, Sendable {
    package var account: Account
    package var expiresAt: Timestamp

    package init(account: Account, expiresAt: Timestamp) {
        self.account = account
        self.expiresAt = expiresAt
    }
}
