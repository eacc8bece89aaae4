import CLibPQ
import Dispatch
import Threads

/// What libpq needs to ask the server to cancel a connection's statement. May be used from any thread.
final class CancelKey: @unchecked Sendable {
    // Never changed after init, and libpq's function for it is thread-safe.
    private let key: OpaquePointer

    /// Nil if the connection is already gone.
    init?(_ connection: OpaquePointer) {
        guard let key = PQgetCancel(connection) else { return nil }
        self.key = key
    }

    deinit {
        PQfreeCancel(key)
    }

    /// Blocks: connects to the server, asks, and waits for it to close.
    fileprivate func cancel() {
        var complaint: [CChar] = Array(repeating: 0, count: 256)
        // If the request fails, the statement simply goes on until its deadline.
        PQcancel(key, &complaint, Int32(complaint.count))
    }
}

/// One cancel request, running on its own thread.
final class CancelRequest: Sendable {
    private let isDone = DispatchSemaphore(value: 0)

    init(_ key: CancelKey) {
        DedicatedThread.start("postgres-cancel") { [isDone] in
            key.cancel()
            isDone.signal()
        }
    }

    /// A request still in flight could hit the next statement, so it has to be waited for. Returns whether it finished
    /// in time.
    func finish(within limit: Duration) -> Bool {
        isDone.wait(timeout: .now() + .milliseconds(Int(limit.wholeMilliseconds))) == .success
    }
}
