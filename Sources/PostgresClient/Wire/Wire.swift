import CLibPQ

/// libpq's connection and the waiting for it: for the one thread that owns it.
///
/// Everything is sent and received without blocking in libpq; where there is nothing to do but wait, `wait` does it,
/// and heeds deadlines, cancelling and closing.
final class Wire {
    let settings: PostgresSettings
    let interrupter: Interrupter
    /// Of the task that is served at the moment.
    var cancellation: Cancellation?
    /// Whether statements go on although the task is cancelled: those that tidy up.
    var isShielded = false
    /// How long the server may be silent in the middle of a statement; nil for ever.
    var responseDeadline: Duration?
    /// Rows are on their way to somebody who takes them bit by bit: no other statement until the last.
    var isStreaming = false

    /// Nil before connecting and after the end.
    var connection: OpaquePointer?
    var cancelKey: CancelKey?
    let notices: NoticeReceiver
    private var request: CancelRequest?
    /// Until when a cancelled statement may go on.
    private var graceEnd: ContinuousClock.Instant?
    private(set) var loss: PostgresError?

    init(_ settings: PostgresSettings, _ interrupter: Interrupter) {
        self.settings = settings
        self.interrupter = interrupter
        responseDeadline = settings.responseDeadline
        notices = NoticeReceiver(settings.onNotice)
    }

    deinit {
        PQfinish(connection)
    }

    /// The connection, if there is still one.
    func live() throws -> OpaquePointer {
        guard let connection else { throw loss ?? PostgresError(.closed, "the connection was closed") }
        return connection
    }

    /// The connection, for a new statement: refused where the task is cancelled already.
    func idle() throws -> OpaquePointer {
        let connection = try live()
        guard !isStreaming else {
            throw PostgresError.invalid("a statement was begun while the rows of another were still being read")
        }
        if interrupter.isClosed { throw abandon(PostgresError(.closed, "the connection was closed")) }
        if isCancelled { throw Self.cancelled }
        return connection
    }

    /// Gives the connection up. Later statements end with the same error; closing by this side stays `.closed`.
    @discardableResult
    func abandon(_ error: PostgresError) -> PostgresError {
        guard let connection else { return loss ?? error }
        self.connection = nil
        cancelKey = nil
        isStreaming = false
        PQfinish(connection)
        loss = error.kind == .closed ? error : PostgresError(.connectionLost, error.message, sqlState: error.sqlState)
        return error
    }

    var isCancelled: Bool { !isShielded && cancellation?.isCancelled == true }
    /// Whether the server was asked to cancel the statement that runs.
    var wasCancelled: Bool { request != nil }
    static let cancelled = PostgresError(.cancelled, "the task was cancelled", sqlState: .queryCanceled)
}

extension Wire {
    /// Waits until the socket is ready for one of `events`, or throws and gives the connection up.
    func wait(for events: Int32) throws {
        let deadline = responseDeadline.map { ContinuousClock.now + $0 }
        while true {
            try heed()
            let end = graceEnd.map { grace in deadline.map { min($0, grace) } ?? grace } ?? deadline
            let socket = PQsocket(try live())
            guard socket >= 0 else { throw lost() }
            switch SocketWait.wait(socket, for: events, until: end, interrupter: interrupter) {
            case .ready: return
            case .woken: interrupter.rearm()
            case .timedOut: throw giveUp()
            }
        }
    }

    private func heed() throws {
        if interrupter.isClosed { throw abandon(PostgresError(.closed, "the connection was closed")) }
        if isCancelled { requestCancel() }
    }

    /// Asks the server to cancel what runs, whether the task is cancelled or not; then to be drained.
    func requestCancel() {
        guard request == nil, let cancelKey else { return }
        request = CancelRequest(cancelKey)
        graceEnd = .now + settings.cancelGrace
    }

    private func giveUp() -> PostgresError {
        if request != nil {
            return abandon(PostgresError(.cancelled, "the task was cancelled, and the server did not heed it in time"))
        }
        // The server may still be at it, and hold locks.
        if let cancelKey { _ = CancelRequest(cancelKey) }
        return abandon(
            PostgresError(.timeout, "the server was silent for \(responseDeadline ?? .zero); the connection was closed")
        )
    }

    /// To be called when a statement has come to its end, however: a request to cancel that is still on its way must
    /// not hit the next one.
    func settle() {
        graceEnd = nil
        guard let request else { return }
        self.request = nil
        guard !request.finish(within: settings.cancelGrace) else { return }
        abandon(PostgresError(.connectionLost, "a request to cancel did not reach the server in time"))
    }
}
