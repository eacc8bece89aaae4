import CLibPQ

/// libpq's connection and the waiting for it, for the one thread that owns it.
///
/// Everything is sent and received without blocking in libpq; when there is nothing to do but wait, `wait` does it,
/// honoring deadlines, cancellation, and closing.
final class Wire {
    let settings: PostgresSettings
    let interrupter: Interrupter
    /// The cancellation of the task being served.
    var cancellation: Cancellation?
    /// Whether statements go on even if the task is canceled, for cleanup.
    var isShielded = false
    /// How long the server may be silent during a statement; nil for no limit.
    var responseDeadline: Duration?
    /// Whether rows are being streamed to a reader: no other statement may run until the last.
    var isStreaming = false

    /// How many times something was sent and its answer waited for.
    var roundTrips = 0

    /// Nil before connecting and after the end.
    var connection: OpaquePointer?
    var cancelKey: CancelKey?
    let notices: NoticeReceiver
    private var request: CancelRequest?
    /// How long a canceled statement may go on.
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

    /// The connection for a new statement; throws if the task is already canceled.
    func idle() throws -> OpaquePointer {
        let connection = try live()
        guard !isStreaming else {
            throw PostgresError.invalid("a statement was begun while the rows of another were still being read")
        }
        if interrupter.isClosed { throw abandon(PostgresError(.closed, "the connection was closed")) }
        if isCancelled { throw Self.cancelled }
        return connection
    }

    /// Gives the connection up. Later statements fail with the same error; if this side closed it, the error stays
    /// `.closed`.
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
    /// Whether the server was asked to cancel the running statement.
    var wasCancelled: Bool { request != nil }
    static let cancelled = PostgresError(.cancelled, "the task was canceled", sqlState: .queryCanceled)
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

    /// Asks the server to cancel what is running, whether or not the task is canceled; the results still have to be
    /// drained.
    func requestCancel() {
        guard request == nil, let cancelKey else { return }
        request = CancelRequest(cancelKey)
        graceEnd = .now + settings.cancelGrace
    }

    private func giveUp() -> PostgresError {
        if request != nil {
            return abandon(PostgresError(.cancelled, "the task was canceled, and the server did not heed it in time"))
        }
        // The server may still be working on it and holding locks.
        if let cancelKey { _ = CancelRequest(cancelKey) }
        return abandon(
            PostgresError(.timeout, "the server was silent for \(responseDeadline ?? .zero); the connection was closed")
        )
    }

    /// Call when a statement has ended, however it ended: a cancel request still in flight must not hit the next one.
    func settle() {
        graceEnd = nil
        guard let request else { return }
        self.request = nil
        guard !request.finish(within: settings.cancelGrace) else { return }
        abandon(PostgresError(.connectionLost, "a request to cancel did not reach the server in time"))
    }
}
