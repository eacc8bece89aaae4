import Domain
import NIOCore
import NIOHTTP2

/// The exchanges of one connection that speaks HTTP/2, each on a stream of its own.
///
/// Sendable because everything in it is touched only on its event loop, except for `abort`, which hops there first.
final class StreamHandler: ChannelInboundHandler, ExchangeHolder, @unchecked Sendable {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private unowned let connection: ClientConnection
    private let sender: HTTPSender
    private let loop: any EventLoop

    private var context: ChannelHandlerContext?
    private var timer: ConnectionTimer?
    private var meter = FrameMeter()
    private var streams: [HTTP2StreamID: StreamExchange] = [:]
    private var started = 0
    /// Whether a response has come.
    private var hasAnswered = false
    /// Streams that the receiver has reset since its latest response.
    private var resets = 0
    /// Whether the receiver has greeted with its settings.
    private var isGreeted = false
    /// Whether no further exchange may begin: the connection closes when the last has ended.
    private var isDraining = false
    private var isClosed = false
    private var willFlush = false
    private var isFlooded = false
    private var idleUntil = NIODeadline.distantFuture

    init(_ connection: ClientConnection, sender: HTTPSender) {
        self.connection = connection
        self.sender = sender
        loop = connection.loop
    }

    /// In the order of the pipeline.
    var handlers: [any ChannelHandler] {
        [FrameGuard(self), NIOHTTP2Handler(mode: .client, connectionConfiguration: .sender), self]
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        timer = ConnectionTimer(loop: loop) { [unowned self] in timeIsUp() }
        grant(StreamLimits.connectionWindow - HTTP2Settings.defaultWindow)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        timer = nil
    }

    // MARK: Requests

    /// Sends a run's request. If the connection takes no more, the run goes back to the pool.
    func begin(_ run: ExchangeRun) {
        guard let context, !isDraining else {
            finished()
            return sender.acquire(run)
        }
        guard run.hold(by: self) else { return freed() }
        let stream = StreamExchange(run, id: HTTP2StreamID(2 * started + 1), isReuse: hasAnswered)
        streams[stream.id] = stream
        started += 1
        timer?.arm(run.deadline)
        meter.sent(run.request.body.readableBytes)
        write(run.request, on: stream, to: context)
        if started == StreamLimits.perConnection { drain() }
    }

    private func write(_ request: OutgoingRequest, on stream: StreamExchange, to context: ChannelHandlerContext) {
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.assumeIsolated().whenSuccess { stream.isWritten = true }
        send(.headers(.init(headers: request.streamHeaders)), stream.id)
        let body = HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(request.body), endStream: true))
        context.write(wrapOutboundOut(HTTP2Frame(streamID: stream.id, payload: body)), promise: written)
        flushSoon()
    }

    private func send(_ payload: HTTP2Frame.FramePayload, _ stream: HTTP2StreamID) {
        context?.write(wrapOutboundOut(HTTP2Frame(streamID: stream, payload: payload)), promise: nil)
    }

    /// What begins or ends in the same turn of the event loop goes out together.
    private func flushSoon() {
        guard !willFlush else { return }
        willFlush = true
        loop.execute {
            self.willFlush = false
            self.context?.flush()
        }
    }

    private func grant(_ bytes: Int) {
        send(.windowUpdate(windowSizeIncrement: bytes), .rootStream)
        flushSoon()
    }

    // MARK: Responses

    /// Called when bytes arrive. Returns false if the codec must not see them.
    func willDecode(_ bytes: ByteBuffer) -> Bool {
        guard !isClosed else { return false }
        switch meter.take(bytes) {
        case .fine: return true
        case .notHTTP2: isNotHTTP2()
        case .flood:
            // There may be a response before it.
            isFlooded = true
            return true
        case .headTooLarge: give(up: .headTooLarge)
        }
        return false
    }

    /// Called when the codec has seen all bytes that came.
    func didDecode() {
        if isFlooded { return give(up: .malformed(.flood)) }
        if meter.taken >= StreamLimits.connectionWindow / 2, !isClosed { grant(meter.giveBack()) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = unwrapInboundIn(data)
        switch frame.payload {
        case .settings(.settings(let settings)): take(settings)
        case .headers(let list):
            guard let stream = streams[frame.streamID] else { return }
            stream.noteFirstByte()
            act(on: stream.answer.take(list.headers, isLast: list.endStream), stream)
        case .data(let data):
            guard let stream = streams[frame.streamID], case .byteBuffer(let bytes) = data.data else { return }
            act(on: stream.answer.take(bytes, isLast: data.endStream), stream)
        case .rstStream(let code):
            if let stream = streams[frame.streamID] { wasReset(stream, code) }
        case .goAway(let last, let code, _): leave(after: last, code)
        default: break
        }
    }

    private func take(_ settings: HTTP2Settings) {
        let limit = settings.last { $0.parameter == .maxConcurrentStreams }?.value
        guard limit != nil || !isGreeted else { return }
        isGreeted = true
        guard !isDraining else { return }
        guard limit != 0 else { return drain() }
        sender.share(connection, limit: min(limit ?? StreamLimits.concurrent, StreamLimits.concurrent), isSettled: true)
    }

    private func act(on verdict: AnswerReader.Verdict, _ stream: StreamExchange) {
        switch verdict {
        case .goOn where stream.answer.isComplete: answered(stream)
        case .goOn: waitForBody(of: stream)
        case .enough:
            drain()
            answered(stream)
        case .failed(let failure):
            drain()
            fail(stream, failure)
        case .leftover: break
        }
    }

    private func waitForBody(of stream: StreamExchange) {
        guard stream.bodyDeadline == nil, stream.answer.isSuccess else { return }
        let deadline = NIODeadline.now() + TimeAmount(AnswerLimits.bodyOfSuccess)
        stream.bodyDeadline = deadline
        timer?.arm(deadline)
    }

    /// The response counts once its head has arrived, however much is missing.
    private func answered(_ stream: StreamExchange) {
        guard let response = stream.answer.response() else { return }
        resets = 0
        hasAnswered = true
        meter.answered()
        end(stream, isOver: stream.answer.isComplete && stream.isWritten)
        stream.run.end(.success(response))
    }

    private func fail(_ stream: StreamExchange, _ failure: SendFailure) {
        end(stream, isOver: false)
        stream.run.end(.failure(failure))
    }

    /// - Parameter isOver: whether both sides are done with the stream; otherwise it is canceled.
    private func end(_ stream: StreamExchange, isOver: Bool) {
        guard streams.removeValue(forKey: stream.id) != nil else { return }
        if !isOver, !isClosed {
            // At once, because the connection may be about to close.
            send(.rstStream(.cancel), stream.id)
            context?.flush()
        }
        freed()
    }

    /// An exchange has ended, or does not begin.
    private func freed() {
        if streams.isEmpty {
            if isDraining { connection.close() }
            idleUntil = .now() + TimeAmount(sender.configuration.longestIdle)
            timer?.arm(idleUntil)
        }
        finished()
    }

    private func finished() {
        if !isClosed { sender.finished(connection) }
    }

    // MARK: Receivers that refuse

    private func wasReset(_ stream: StreamExchange, _ code: HTTP2ErrorCode) {
        resets += 1
        if resets >= StreamLimits.resets { drain() }
        switch code {
        case _ where stream.answer.head != nil: answered(stream)
        case .refusedStream: sendAgain(stream, .notProcessed, or: .streamReset(code))
        case .http11Required:
            sender.found(.http1, connection.origin)
            drain()
            sendAgain(stream, .otherVersion, or: .streamReset(code))
        default: fail(stream, .streamReset(code))
        }
    }

    /// The receiver closes the connection, and has processed nothing of later streams.
    private func leave(after last: HTTP2StreamID, _ code: HTTP2ErrorCode) {
        drain()
        if code == .http11Required { sender.found(.http1, connection.origin) }
        let reason = code == .http11Required ? AttemptMessage.Repetition.otherVersion : .notProcessed
        for stream in streams.values where stream.id > last {
            if stream.answer.head != nil { answered(stream) } else { sendAgain(stream, reason, or: .broken) }
        }
    }

    /// Sends a request again, once within an attempt.
    private func sendAgain(
        _ stream: StreamExchange, _ reason: AttemptMessage.Repetition, or failure: SendFailure
    ) {
        guard stream.run.repetition == nil else { return fail(stream, failure) }
        end(stream, isOver: true)
        stream.run.repetition = reason
        sender.acquire(stream.run)
    }

    /// What came is not HTTP/2. A webhook that did not ask for it gets the other version.
    private func isNotHTTP2() {
        guard connection.key.version == .http1 else { return give(up: .malformed(.notHTTP2)) }
        sender.forgetVersion(of: connection.origin)
        close { self.sendAgain($0, .otherVersion, or: .malformed(.notHTTP2)) }
    }

    /// Takes no further exchange; those that have begun go on.
    private func drain() {
        guard !isDraining else { return }
        isDraining = true
        if !isClosed { sender.share(connection, limit: 0, isSettled: true) }
        // It may have been idle.
        loop.execute { if self.streams.isEmpty { self.connection.close() } }
    }

    // MARK: Time

    private func timeIsUp() {
        let now = NIODeadline.now()
        for stream in streams.values where stream.deadline <= now {
            // Whoever is late once may be gone.
            drain()
            if stream.answer.head != nil {
                answered(stream)
            } else {
                fail(stream, .timeout(.response, after: stream.run.request.timeout))
            }
        }
        // If it was assigned in the meantime, its run is on the way here.
        if streams.isEmpty, now >= idleUntil, !isDraining, sender.retire(connection) { connection.close() }
        if let next = streams.values.map(\.deadline).min() ?? (now < idleUntil ? idleUntil : nil) { timer?.arm(next) }
    }

    // MARK: Closing

    func abort(_ run: ExchangeRun) {
        loop.execute {
            if let stream = self.streams.values.first(where: { $0.run === run }) { self.fail(stream, .cancelled) }
        }
    }

    /// Ends all exchanges; the connection closes.
    func shutDown() {
        close { self.fail($0, .cancelled) }
    }

    private func give(up failure: SendFailure) {
        close { self.fail($0, failure) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? NIOHTTP2Errors.StreamError {
            // The codec could not send a frame of this stream.
            if let stream = streams[error.streamID] { sendAgain(stream, .notProcessed, or: .broken) }
        } else if let failure = SendFailure(frames: error) {
            give(up: failure)
        } else {
            broke(error)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        broke(nil)
        context.fireChannelInactive()
    }

    /// The connection can no longer be used.
    private func broke(_ error: (any Error)?) {
        // A receiver that no longer speaks HTTP/2 may close without a word.
        if !isGreeted, !isClosed, connection.key.version == .http1 { sender.forgetVersion(of: connection.origin) }
        close { stream in
            if stream.isReuse {
                self.sendAgain(stream, .connectionClosed, or: .broken)
            } else {
                self.fail(stream, self.connection.failure(of: error))
            }
        }
    }

    /// - Parameter end: called for each exchange that has no response yet.
    private func close(_ end: (StreamExchange) -> Void) {
        guard !isClosed else { return }
        drain()
        isClosed = true
        for stream in streams.values {
            if stream.answer.head != nil { answered(stream) } else { end(stream) }
        }
        connection.close()
    }
}

extension NIOHTTP2Handler.ConnectionConfiguration {
    /// As the sender uses it. Header lists and lengths are checked by `StreamAnswer`, which is as lenient to a success as
    /// over HTTP/1.1.
    fileprivate static var sender: Self {
        var configuration = Self()
        configuration.initialSettings = [
            HTTP2Setting(parameter: .enablePush, value: 0),
            HTTP2Setting(parameter: .headerTableSize, value: StreamLimits.headerTable),
            HTTP2Setting(parameter: .initialWindowSize, value: StreamLimits.streamWindow),
            HTTP2Setting(parameter: .maxHeaderListSize, value: AnswerLimits.head),
        ]
        configuration.headerBlockValidation = .disabled
        configuration.contentLengthValidation = .disabled
        configuration.maximumSequentialEmptyDataFrames = StreamLimits.emptyDataFrames
        configuration.maximumBufferedControlFrames = StreamLimits.bufferedControlFrames
        configuration.maximumSequentialContinuationFrames = StreamLimits.continuationFrames
        configuration.maximumRecentlyResetStreams = StreamLimits.concurrent
        configuration.controlFrameRateLimit.maximumCount = StreamLimits.controlFrames
        configuration.controlFrameRateLimit.windowLength = StreamLimits.controlWindow
        return configuration
    }
}

extension HTTP2Settings {
    /// The window that every connection begins with.
    fileprivate static var defaultWindow: Int { 65_535 }
}
