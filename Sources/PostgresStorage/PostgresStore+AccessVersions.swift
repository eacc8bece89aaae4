import PostgresClient
import Storage

extension PostgresStore: AccessVersions {
    package func accessVersion() async throws -> Int64 {
        try await read { try $0.value(Int64.self, "SELECT version FROM access_versions") ?? 0 }
    }
}
