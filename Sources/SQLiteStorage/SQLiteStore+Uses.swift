import Domain
import Foundation
import GRDB
package import Storage

extension SQLiteStore: UseStore {
    package func record(_ uses: Uses) async throws {
        try await commits.write { context in
            for (id, time) in uses.orderedTokens {
                try context.db.execute(
                    sql: "UPDATE tokens SET used_at = ?1 WHERE id = ?2 AND (used_at IS NULL OR used_at < ?1)",
                    arguments: [time.milliseconds, id])
            }
            for (hash, use) in uses.orderedSessions {
                try context.db.execute(
                    sql: """
                        UPDATE sessions SET used_at = ?1, address = coalesce(?2, address)
                        WHERE hash = ?3 AND (used_at IS NULL OR used_at < ?1)
                        """,
                    arguments: [use.time.milliseconds, use.address, Data(hash)])
            }
        }
    }
}
