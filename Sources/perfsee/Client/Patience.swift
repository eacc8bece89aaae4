import PerfseeSDK

/// Repeats a request that changes nothing while the server is briefly unavailable: work that a command waits for goes on
/// after a restart.
struct Patience {
    /// How many failures in a row are waited out: with the waits in between about 5 minutes.
    static let longestRow = 14

    var reconnection = Reconnection.standard
    var notice = OutageNotice.shared
    /// How many failures in a row are waited out.
    var longestRow = Self.longestRow

    /// Throws if the failure is not transient, or after too many in a row.
    func send<Value: Sendable>(_ request: () async throws -> Value) async throws -> Value {
        var failures = 0
        while true {
            do {
                let value = try await request()
                if failures > 0 { notice.observe(.over) }
                return value
            } catch let error as PerfseeClientError where error.isPassing && failures < longestRow {
                failures += 1
                notice.observe(.waiting(error))
                try await Task.sleep(for: reconnection.wait(afterFailures: failures))
            }
        }
    }
}
