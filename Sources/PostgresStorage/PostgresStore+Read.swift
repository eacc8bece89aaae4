import PostgresClient
import Storage

extension PostgresStore {
    /// How many times to retry a read whose connection was lost.
    static let maximumRereads = 3

    func read<Value: Sendable>(_ body: @Sendable (PostgresSession) throws -> Value) async throws -> Value {
        var failures = 0
        while true {
            do {
                return try await pool.run(body)
            } catch let error as PostgresError where error.mayBeTriedAgain && failures < Self.maximumRereads {
                failures += 1
            } catch let error as PostgresError where error.kind == .exhausted {
                throw StoreError.busy
            }
        }
    }
}
