package import Domain

/// Sessions of people signed in to the pages. A session is identified by the SHA-256 of its cookie's value.
package protocol SessionStore: Sendable {
    func createSession(
        hash: [UInt8], for account: Account.ID, from origin: SessionOrigin, at now: Timestamp, expiresAt: Timestamp
    ) async throws
    /// Nil if there is no such session or it has expired.
    func session(hash: [UInt8], at now: Timestamp) async throws -> Session?
    /// An account's sessions that have not expired, the one that was used last first.
    func sessions(of account: Account.ID, limit: Int, at now: Timestamp) async throws -> [OpenSession]
    func endSession(hash: [UInt8]) async throws
    /// Ends a session of the account; returns false if it has no such session.
    func endSession(hash: [UInt8], of account: Account.ID) async throws -> Bool
    /// Ends all sessions of an account, except the given one, if any.
    func endSessions(of account: Account.ID, except hash: [UInt8]?) async throws
}

extension SessionStore {
    /// A session of which it is not known where it comes from.
    package func createSession(
        hash: [UInt8], for account: Account.ID, at now: Timestamp, expiresAt: Timestamp
    ) async throws {
        try await createSession(hash: hash, for: account, from: SessionOrigin(), at: now, expiresAt: expiresAt)
    }
}

/// Where a session comes from; nil is unknown.
package struct SessionOrigin: Hashable, Sendable {
    /// How much of a browser's description is kept, in characters.
    package static let maximumBrowserLength = 400

    /// The client's address when the session was last used.
    package var address: String?
    /// How the browser described itself when it signed in (`User-Agent`).
    package var browser: String?

    package init(address: String? = nil, browser: String? = nil) {
        self.address = address
        self.browser = browser
    }
}

package struct Session: Hashable, Sendable {
    package var account: Account
    package var expiresAt: Timestamp
    /// Nil if it was not used since it was opened, or if that is not recorded yet.
    package var usedAt: Timestamp?

    package init(account: Account, expiresAt: Timestamp, usedAt: Timestamp? = nil) {
        self.account = account
        self.expiresAt = expiresAt
        self.usedAt = usedAt
    }
}

/// A session as its account sees it.
package struct OpenSession: Hashable, Sendable {
    package var hash: [UInt8]
    package var origin: SessionOrigin
    package var createdAt: Timestamp
    /// As in ``Session``.
    package var usedAt: Timestamp?

    package init(hash: [UInt8], origin: SessionOrigin, createdAt: Timestamp, usedAt: Timestamp?) {
        self.hash = hash
        self.origin = origin
        self.createdAt = createdAt
        self.usedAt = usedAt
    }
}
