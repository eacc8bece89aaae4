package import Domain

/// When tokens and sessions were last used.
package protocol UseStore: Sendable {
    /// Records all of it in one transaction. A time before the recorded one changes nothing, and neither does the use of
    /// what is gone.
    func record(_ uses: Uses) async throws
}

/// Uses of tokens and sessions, the latest of each.
package struct Uses: Hashable, Sendable {
    /// The use of a session, and where it came from.
    package struct OfSession: Hashable, Sendable {
        package var time: Timestamp
        /// The client's address; nil if unknown.
        package var address: String?

        package init(time: Timestamp, address: String?) {
            self.time = time
            self.address = address
        }
    }

    package var tokens: [Token.ID: Timestamp]
    /// By the hash of the session's cookie.
    package var sessions: [[UInt8]: OfSession]

    package init(tokens: [Token.ID: Timestamp] = [:], sessions: [[UInt8]: OfSession] = [:]) {
        self.tokens = tokens
        self.sessions = sessions
    }

    package var isEmpty: Bool { tokens.isEmpty && sessions.isEmpty }
}

extension Uses {
    /// In the order of their ids, so that nodes that record the same ones do not deadlock.
    package var orderedTokens: [(id: Token.ID, time: Timestamp)] {
        tokens.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    package var orderedSessions: [(hash: [UInt8], use: OfSession)] {
        sessions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
    }
}
