import Domain
import PostgresClient
package import Storage

extension PostgresStore: UseStore {
    package func record(_ uses: Uses) async throws {
        try await write { write in
            for (id, time) in uses.orderedTokens {
                try write.session.run(
                    "UPDATE tokens SET used_at = $1 WHERE id = $2 AND (used_at IS NULL OR used_at < $1)",
                    time.milliseconds, id)
            }
            for (hash, use) in uses.orderedSessions {
                try write.session.run(
                    """
                    UPDATE sessions SET used_at = $1, address = coalesce($2, address)
                    WHERE hash = $3 AND (used_at IS NULL OR used_at < $1)
                    """,
                    use.time.milliseconds, use.address, hash)
            }
        }
    }
}
