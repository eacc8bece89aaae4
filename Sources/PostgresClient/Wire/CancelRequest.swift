import CLibPQ
import Dispatch

/// What libpq needs to ask the server to cancel a connection's statement. It may be used from any thread.
final class CancelKey: @unchecked Sendable {
    // Never changed after init, and libpq's function for it is thread-safe.
    private let key: OpaquePointer

    /// Nil where the connection is gone already.
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
        // That the request failed shows in the statement going on until its deadline.
        PQcancel(key, &complaint, Int32(complaint.count))
    }
}

/// One request to cancel, on its way on a thread of its own.
final class CancelRequest: Sendable {
    private let isDone = DispatchSemaphore(value: 0)

    init(_ key: CancelKey) {
        OwnThread.start { [isDone] in
            key.cancel()
            isDone.signal()
        }
    }

    /// A request that is still on its way could hit the next statement: it has to be waited for. Answers whether it
    /// came to its end in time.
    func finish(within limit: Duration) -> Bool {
        isDone.wait(timeout: .now() + .milliseconds(Int(limit.wholeMilliseconds))) == .success
    }
}
