import Domain
import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS

/// One connection to a receiver: sends a request, reads the response, and returns to the pool for the next one.
///
/// Sendable because everything in it is touched only on its event loop, except for `start`, `abort`, `shutDown`, and
/// `makeRoom`, which hop there first.
final class ClientConnection: ChannelInboundHandler, ExchangeHolder, Hashable, @unchecked Sendable {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    /// A larger body may not fit into the socket's buffer at once, so the write is awaited.
    private static let surelyBuffered = 16 * 1024

    let key: ConnectionKey
    let offer: ConnectionOffer
    let loop: any EventLoop
    private let sender: HTTPSender
    private let isTLS: Bool

    private var context: ChannelHandlerContext?
    private var socket: SocketFacts?
    /// What the receiver had acknowledged when the latest response began.
    private var acknowledged: UInt64?
    private var timer: ConnectionTimer?
    private var readiness: ((Result<Void, any Error>) -> Void)?
    private var isReady = false
    /// Whether the pool counts this connection: not while it races connections to other addresses.
    private var isCounted = false
    private var isClosing = false
    private var firstError: (any Error)?
    private(set) var handshake = Handshake()
    /// What the receiver chose in ALPN; nil if it does not know that, or without TLS.
    private var chosen: String?
    /// Nil unless the connection speaks HTTP/2.
    private var streams: StreamHandler?

    private var run: ExchangeRun?
    private var reader = AnswerReader(isReused: false)
    /// Whether the decoder has refused the response, which is then read without it.
    private var isRefused = false
    /// When the rest of the body is no longer waited for; nil until a head has reported success.
    private var bodyDeadline: NIODeadline?
    private var sentAt = NIODeadline.now()
    private var isWritten = true
    private var exchanges = 0
    private var idle: Duration
    private var idleUntil = NIODeadline.distantFuture

    init(key: ConnectionKey, offer: ConnectionOffer, loop: any EventLoop, sender: HTTPSender) {
        self.key = key
        self.offer = offer
        self.loop = loop
        self.sender = sender
        isTLS = key.origin.isTLS
        idle = sender.configuration.idle
    }

    var origin: WebhookURL.Origin { key.origin }

    static func == (left: ClientConnection, right: ClientConnection) -> Bool { left === right }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    // MARK: Connecting

    /// Calls back when a request can be sent: immediately, or after the TLS handshake.
    func whenReady(_ callback: @escaping (Result<Void, any Error>) -> Void) {
        if isClosing {
            callback(.failure(firstError ?? ChannelError.eof))
        } else if isReady || !isTLS {
            callback(.success(()))
        } else {
            readiness = callback
        }
    }

    /// From now on, closing the connection frees a slot in the pool.
    func count() {
        isCounted = true
        isReady = true
        if offer != .http1 { addCodec() }
    }

    /// Whether several exchanges can use the connection at once: whether it speaks HTTP/2.
    var isShared: Bool { streams != nil }

    /// What comes between the bytes and this handler with HTTP/1.1, in the order of the pipeline.
    var codec: [any ChannelHandler] {
        var encoding = HTTPRequestEncoder.Configuration()
        encoding.automaticallySetFramingHeaders = false
        let decoder = HTTPResponseDecoder(leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .forward)
        return [
            AnswerMeter(self), HTTPRequestEncoder(configuration: encoding), ByteToMessageHandler(decoder),
        ]
    }

    /// For the version that turned out.
    private func addCodec() {
        guard let context else { return }
        do {
            let streams = offer.isHTTP2(chosen: chosen) ? StreamHandler(self, sender: sender) : nil
            try context.pipeline.syncOperations.addHandlers(streams?.handlers ?? codec, position: .before(self))
            self.streams = streams
        } catch {
            breakOff()
        }
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
        if case .handshakeCompleted(let chosen)? = event as? TLSUserEvent {
            self.chosen = chosen
            settleReadiness(.success(()))
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: TLS

    var isInHandshake: Bool { isTLS && !isReady }

    func willNegotiate(_ bytes: ByteBuffer) { handshake.take(bytes) }

    func receiverAsksForCertificate() { handshake.asksForCertificate = true }

    /// Available once the TLS handshake is complete.
    func peerCertificate() throws -> NIOSSLCertificate? {
        try context?.pipeline.syncOperations.nioSSL_peerCertificate()
    }

    private func settleReadiness(_ result: Result<Void, any Error>) {
        let readiness = readiness
        self.readiness = nil
        if case .success = result { isReady = true }
        readiness?(result)
    }

    // MARK: Request

    /// Sends the run's request. If the connection has closed in the meantime, the run goes back to the pool.
    func start(_ run: ExchangeRun) {
        if loop.inEventLoop {
            begin(run)
        } else {
            loop.execute { self.begin(run) }
        }
    }

    private func begin(_ run: ExchangeRun) {
        if let streams { return streams.begin(run) }
        guard let context, !isClosing else { return sender.acquire(run) }
        // Whatever arrived in the meantime, bytes or the end, came before the request, so it cannot be the response to
        // it.
        guard exchanges == 0 || socket?.hasUnread != true else {
            breakOff()
            return sender.acquire(run)
        }
        guard run.hold(by: self) else { return park() }
        self.run = run
        reader = AnswerReader(isReused: exchanges > 0)
        bodyDeadline = nil
        exchanges += 1
        sentAt = .now()
        timer?.arm(run.deadline)
        write(run.request, to: context)
    }

    /// Sends head and body with one flush.
    private func write(_ request: OutgoingRequest, to context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request.head)), promise: nil)
        isWritten = request.body.readableBytes <= Self.surelyBuffered
        let written = isWritten ? nil : context.eventLoop.makePromise(of: Void.self)
        written?.futureResult.whenSuccess { self.isWritten = true }
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(request.body))), promise: written)
    }

    // MARK: Response

    /// Called when bytes arrive. Returns false if the decoder must not see them.
    func willDecode(_ bytes: ByteBuffer) -> Bool {
        guard run != nil else {
            // No request is outstanding: whatever this is, the next request must not take it for its response.
            if !isClosing {
                sender.sentLeftover(origin)
                closeIdle()
            }
            return false
        }
        guard act(on: reader.received == 0 && cameTooEarly() ? .leftover : reader.take(bytes)) else { return false }
        if isRefused { recover() }
        return !isRefused
    }

    /// Whether the first bytes were sent before the receiver had a byte of the request: a response acknowledges at
    /// least one byte more than earlier responses did.
    private func cameTooEarly() -> Bool {
        let before = acknowledged
        acknowledged = socket?.acknowledged()
        return exchanges > 1 && acknowledged != nil && acknowledged == before
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard let run else { return }
        let part = unwrapInboundIn(data)
        if case .head = part { noteFirstByte(run) }
        _ = act(on: reader.take(part))
    }

    private func noteFirstByte(_ run: ExchangeRun) {
        if run.timings.firstByte == nil { run.timings.firstByte = Duration(NIODeadline.now() - sentAt) }
    }

    /// Called when the decoder has seen these bytes.
    func didDecode(_ bytes: ByteBuffer) {
        guard run != nil, !isRefused, act(on: reader.verdict()) else { return }
        guard reader.isComplete else { return waitForBody() }
        answered(reuse: isWritten && !isClosing && reader.allowsReuse(last: bytes))
    }

    private func waitForBody() {
        guard bodyDeadline == nil, reader.isSuccess else { return }
        let deadline = NIODeadline.now() + TimeAmount(AnswerLimits.bodyOfSuccess)
        bodyDeadline = deadline
        timer?.arm(deadline)
    }

    /// Reads a response that the decoder refuses. If it does not report success either, it fails.
    private func recover() {
        guard let run else { return }
        switch reader.recover() {
        case .open: break
        case .impossible: giveUp()
        case .done:
            noteFirstByte(run)
            guard act(on: reader.verdict()) else { return }
            if reader.isComplete { answered(reuse: false) } else { waitForBody() }
        }
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

    /// The bytes that came do not answer this request, so the request is sent again.
    private func leftover() {
        sender.sentLeftover(origin)
        guard let run, run.repetition == nil else { return fail(.malformed(.strayBytes)) }
        sendAgain(run, .strayBytes)
        breakOff()
    }

    private func sendAgain(_ run: ExchangeRun, _ reason: AttemptMessage.Repetition) {
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

    // MARK: Between requests

    /// Returns the connection to the pool, which may assign the next run at once.
    func park() {
        idleUntil = .now() + TimeAmount(idle)
        timer?.arm(idleUntil)
        sender.park(self)
    }

    private func closeIdle() {
        if isCounted { sender.retire(self) }
        close()
    }

    private func timeIsUp() {
        let now = NIODeadline.now()
        if let run, case let end = min(run.deadline, bodyDeadline ?? run.deadline), now < end {
            timer?.arm(end)
        } else if let run {
            // The response counts once its head has arrived, however late the rest is.
            if reader.head != nil { return answered(reuse: false) }
            fail(.timeout(.response, after: run.request.timeout))
        } else if now >= idleUntil {
            // If it was assigned in the meantime, its run is on the way here.
            if sender.retire(self) { close() }
        } else {
            timer?.arm(idleUntil)
        }
    }

    // MARK: Closing

    func abort(_ run: ExchangeRun) {
        loop.execute {
            if self.run === run { self.fail(.cancelled) }
        }
    }

    /// Closes the connection, whatever it is doing.
    /// - Returns: a future that succeeds when it is closed.
    @discardableResult
    func shutDown() -> EventLoopFuture<Void> {
        loop.flatSubmit { [self] in
            let closed = context?.channel.closeFuture ?? loop.makeSucceededVoidFuture()
            if let streams { streams.shutDown() }
            if run != nil { fail(.cancelled) } else { close() }
            return closed
        }
    }

    func close() {
        isClosing = true
        context?.close(promise: nil)
    }

    /// Closes without the TLS closing handshake, so that the socket is free at once.
    func breakOff() {
        isClosing = true
        guard let context else { return }
        if isTLS, let tls = try? context.pipeline.syncOperations.context(handlerType: NIOSSLClientHandler.self) {
            tls.close(promise: nil)
        } else {
            context.close(promise: nil)
        }
    }

    /// The connection is idle and another one needs its slot.
    func makeRoom() {
        loop.execute { self.breakOff() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if firstError == nil { firstError = error }
        guard run != nil, reader.head == nil, error is HTTPParserError else { return giveUp() }
        isRefused = true
        recover()
    }

    private func giveUp() {
        broke()
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        broke()
        if isCounted { sender.closed(self) }
        isCounted = false
    }

    /// The connection can no longer be used; decide what happens to its request.
    private func broke() {
        isClosing = true
        settleReadiness(.failure(firstError ?? ChannelError.eof))
        guard let run else { return }
        reader.end()
        if case .done = reader.recover() { noteFirstByte(run) }
        if reader.head != nil { return answered(reuse: false) }
        if exchanges == 1, run.repetition == nil, reader.isGreetingOfHTTP2 {
            sender.found(.http2Unannounced, origin)
            return sendAgain(run, .otherVersion)
        }
        guard canRetry(run) else { return fail(whyBroken) }
        sendAgain(run, .connectionClosed)
    }

    /// Why an exchange has no response on a connection that speaks HTTP/2 and has brought none yet.
    func failure(of error: (any Error)?) -> SendFailure {
        let tls = SendFailure(exchange: error, host: "\(origin.host)", isFirst: true, handshake)
        return (isTLS ? tls : nil) ?? .broken
    }

    private var whyBroken: SendFailure {
        let isFirst = exchanges == 1 && reader.received == 0
        let tls = SendFailure(exchange: firstError, host: "\(origin.host)", isFirst: isFirst, handshake)
        return (isTLS ? tls : nil) ?? SendFailure(exchange: firstError)
    }

    /// A receiver may close an idle connection at the very moment a request goes out on it. If no byte of a response
    /// has arrived, the request is sent again, once, on a fresh connection. If the receiver did accept it the first
    /// time, it sees the request twice with the same id, which at-least-once delivery allows.
    private func canRetry(_ run: ExchangeRun) -> Bool {
        exchanges > 1 && !reader.hasBegun && run.repetition == nil
    }
}
