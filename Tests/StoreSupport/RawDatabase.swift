import GRDB
import PostgresClient

/// A store's database, for rows as other versions write them.
package enum RawDatabase: Sendable {
    case sqlite(path: String)
    case postgres(url: String)

    /// - Parameter sql: in the subset of SQL that both understand.
    package func execute(_ sql: String) async throws {
        switch self {
        case .sqlite(let path):
            try await DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        case .postgres(let url):
            let connection = try await PostgresConnection.connect(try PostgresSettings(url))
            try await connection.execute(sql)
            await connection.close()
        }
    }

    /// The texts in the first column.
    package func texts(_ sql: String) async throws -> [String?] {
        switch self {
        case .sqlite(let path):
            return try await DatabaseQueue(path: path).read { try Optional<String>.fetchAll($0, sql: sql) }
        case .postgres(let url):
            let connection = try await PostgresConnection.connect(try PostgresSettings(url))
            let result = try await connection.query(sql)
            let texts = try result.map { try $0.read(0, as: String?.self) }
            await connection.close()
            return texts
        }
    }
}
