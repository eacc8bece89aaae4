import Domain
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// One connection to a receiver: sends a request, reads its answer, and goes back to the pool for the next.
///
/// Sendable because everything in it is touched on its event loop only, but for `start`, `abort`, `shutDown` and
/// `makeRoom`, which go there first.
final class ClientConnection: ChannelInboundHandler, ExchangeHolder, Hashable, @unchecked Sendable {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// A body beyond this may not fit into the socket's buffer at once, so that its end is waited for.
    private static let surelyBuffered = 16 * 1024

    let origin: TargetURL.Origin
    let loop: any EventLoop
    private let sender: HTTPSender
    private let isTLS: Bool

    private var context: ChannelHandlerContext?
    private var socket: SocketFacts?
    /// What the receiver had acknowledged when the latest answer began.
    private var acknowledged: UInt64?
    private var timer: ConnectionTimer?
    private var readiness: ((Result<Void, any Error>) -> Void)?
    private var isReady = false
    /// Whether the pool counts it: not while its making is raced against other addresses.
    private var isCounted = false
    private var isClosing = false
    private var firstError: (any Error)?

    private var run: ExchangeRun?
    private var reader = AnswerReader(isReused: false)
    private var sentAt = NIODeadline.now()
    private var isWritten = true
    private var exchanges = 0
    private var idle: TimeAmount
    private var idleUntil = NIODeadline.distantFuture

    init(origin: TargetURL.Origin, loop: any EventLoop, sender: HTTPSender) {
        self.origin = origin
        self.loop = loop
        self.sender = sender
        isTLS = origin.isTLS
        idle = sender.configuration.idle
    }

    static func == (left: ClientConnection, right: ClientConnection) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    // MARK: Being made

    /// Calls back when a request can be sent: at once, or after the TLS handshake.
    func whenReady(_ callback: @escaping (Result<Void, any Error>) -> Void) {
        if isClosing {
            callback(.failure(firstError ?? ChannelError.eof))
        } else if isReady || !isTLS {
            callback(.success(()))
        } else {
            readiness = callback
        }
    }

    /// From now on its closing frees a slot of the pool.
    func count() {
        isCounted = true
        isReady = true
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        socket = SocketFacts(context.channel)
        timer = ConnectionTimer(loop: loop) { [unowned self] in timeIsUp() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        socket = nil
        timer = nil
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { settleReadiness(.success(())) }
        context.fireUserInboundEventTriggered(event)
    }

    /// Once TLS is agreed on.
    func peerCertificate() throws -> NIOSSLCertificate? {
        try context?.pipeline.syncOperations.nioSSL_peerCertificate()
    }

    private func settleReadiness(_ result: Result<Void, any Error>) {
        let readiness = readiness
        self.readiness = nil
        if case .success = result { isReady = true }
        readiness?(result)
    }

    // MARK: A request

    /// Sends the run's request. Where the connection was closed in between, the run goes back to the pool.
    func start(_ run: ExchangeRun) {
        if loop.inEventLoop {
            begin(run)
        } else {
            loop.execute { self.begin(run) }
        }
    }

    private func begin(_ run: ExchangeRun) {
        guard let context, !isClosing else { return sender.acquire(run) }
        // Whatever came in the meantime, bytes or the end, came before the request, so it cannot be its answer.
        guard exchanges == 0 || socket?.hasUnread != true else {
            breakOff()
            return sender.acquire(run)
        }
        guard run.hold(by: self) else { return park() }
        self.run = run
        reader = AnswerReader(isReused: exchanges > 0)
        exchanges += 1
        sentAt = .now()
        timer?.arm(run.deadline)
        write(run.request, to: context)
    }

    /// Head and body leave with one flush.
    private func write(_ request: OutgoingRequest, to context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        isWritten = request.body.readableBytes <= Self.surelyBuffered
        let written = isWritten ? nil : context.eventLoop.makePromise(of: Void.self)
        written?.futureResult.whenSuccess { self.isWritten = true }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: written)
    }

    // MARK: The answer

    /// Bytes came in. False where the decoder is not to see them.
    func willDecode(_ bytes: ByteBuffer) -> Bool {
        guard run != nil else {
            // Nothing was asked: whatever this is, the next request must not take it for its answer.
            if !isClosing {
                sender.sentLeftover(origin)
                closeIdle()
            }
            return false
        }
        return act(on: reader.received == 0 && cameTooEarly() ? .leftover : reader.take(bytes))
    }

    /// Whether what comes first was sent before the receiver had a byte of the request: an answer acknowledges at least
    /// one that earlier answers did not.
    private func cameTooEarly() -> Bool {
        let before = acknowledged
        acknowledged = socket?.acknowledged()
        return exchanges > 1 && acknowledged != nil && acknowledged == before
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let run else { return }
        let part = unwrapInboundIn(data)
        if case .head = part, run.timings.firstByte == nil {
            run.timings.firstByte = sentAt.milliseconds(to: .now())
        }
        _ = act(on: reader.take(part))
    }

    /// The decoder has seen these bytes.
    func didDecode(_ bytes: ByteBuffer) {
        guard run != nil, act(on: reader.verdict()), reader.isComplete else { return }
        answered(reuse: isWritten && !isClosing && reader.allowsReuse(last: bytes))
    }

    private func act(on verdict: AnswerReader.Verdict) -> Bool {
        switch verdict {
        case .goOn: return true
        case .enough: answered(reuse: false)
        case .failed(let failure): fail(failure)
        case .leftover: leftover()
        }
        return false
    }

    /// What came does not answer this request, so the request is sent again.
    private func leftover() {
        sender.sentLeftover(origin)
        guard let run, run.repetition == nil else { return fail(.malformed("bytes that answer nothing")) }
        sendAgain(run, .leftover)
        breakOff()
    }

    private func sendAgain(_ run: ExchangeRun, _ reason: Exchange.Repetition) {
        self.run = nil
        run.repetition = reason
        // The new connection takes over this one's slot.
        isCounted = false
        sender.replace(self, for: run)
    }

    private func answered(reuse: Bool) {
        guard let run, let head = reader.head, let response = reader.response() else { return }
        self.run = nil
        let configuration = sender.configuration
        idle = KeepAlive.idle(head.headers, usual: configuration.idle, longest: configuration.longestIdle)
        if reuse, idle > .zero {
            park()
        } else {
            close()
        }
        run.end(.success(response))
    }

    private func fail(_ failure: SendFailure) {
        let run = run
        self.run = nil
        close()
        run?.end(.failure(failure))
    }

    // MARK: Between two requests

    /// Goes back to the pool, which may have the next run at once.
    func park() {
        idleUntil = .now() + idle
        timer?.arm(idleUntil)
        sender.park(self)
    }

    private func closeIdle() {
        if isCounted { sender.retire(self) }
        close()
    }

    private func timeIsUp() {
        let now = NIODeadline.now()
        if let run, now < run.deadline {
            timer?.arm(run.deadline)
        } else if let run {
            // The answer counts once its head is there, however late the rest of it.
            if reader.head != nil { return answered(reuse: false) }
            fail(.timeout(.answer, after: run.request.timeout))
        } else if now >= idleUntil {
            // Given away in between: its run is on the way here.
            if sender.retire(self) { close() }
        } else {
            timer?.arm(idleUntil)
        }
    }

    // MARK: The end

    func abort(_ run: ExchangeRun) {
        loop.execute {
            if self.run === run { self.fail(.cancelled) }
        }
    }

    /// Closes it, whatever it does.
    /// - Returns: when it is closed.
    @discardableResult
    func shutDown() -> EventLoopFuture<Void> {
        loop.flatSubmit { [self] in
            let closed = context?.channel.closeFuture ?? loop.makeSucceededVoidFuture()
            if run != nil { fail(.cancelled) } else { close() }
            return closed
        }
    }

    func close() {
        isClosing = true
        context?.close(promise: nil)
    }

    /// Closes it without the closing handshake of TLS, so that its socket is free at once.
    func breakOff() {
        isClosing = true
        guard let context else { return }
        if isTLS, let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self) {
            tls.close(promise: nil)
        } else {
            context.close(promise: nil)
        }
    }

    /// It has no request, and another needs its slot.
    func makeRoom() {
        loop.execute { self.breakOff() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if firstError == nil { firstError = error }
        broke()
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        broke()
        if isCounted { sender.closed(self) }
        isCounted = false
    }

    /// The connection is of no more use: what became of its request?
    private func broke() {
        isClosing = true
        settleReadiness(.failure(firstError ?? ChannelError.eof))
        guard let run else { return }
        if reader.head != nil { return answered(reuse: false) }
        guard canRetry(run) else { return fail(SendFailure(exchange: firstError)) }
        sendAgain(run, .hungUp)
    }

    /// A receiver may close an idle connection at the very moment when a request goes out on it. Without a byte of an
    /// answer the request is sent again, once, on a fresh connection. Should it have been taken the first time after
    /// all, the receiver sees it twice with the same id, as delivery at least once allows.
    private func canRetry(_ run: ExchangeRun) -> Bool {
        exchanges > 1 && !reader.hasBegun && run.repetition == nil
    }
}
