import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Stands between the parser and the application: lets one request through at a time, enforces the deadlines, and makes
/// sure that a refused client can read why. `ConnectionState` decides what to do.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Requests that a client may send before the first is answered; any further ones are dropped, and the connection
    /// is closed.
    static let mostHeld = 64

    private let caller: Caller
    private var state: ConnectionState
    /// Parts that arrived while a request was in progress.
    private var held = CircularBuffer<HTTPServerRequestPart>()
    private var heldRequests = 0
    /// Whether more parts arrived than are held.
    private var isCutOff = false
    private var heldError: HTTPParserError?
    /// Whether the latest head asks for another protocol, after which the parser passes nothing more on and buffers
    /// everything that arrives, without limit.
    private var wantsAnotherProtocol = false
    private var hasParserStopped = false
    private var isReadHeld = false
    /// Whether the latest read produced a part.
    private var hasPart = false
    private var isOfHTTP1_0 = false
    private var timer: Scheduled<Void>?
    private var timerDeadline = NIODeadline.distantFuture

    init(_ caller: Caller) {
        self.caller = caller
        state = ConnectionState(at: caller.channel.eventLoop.now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        setTimer(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
    }

    // MARK: Inbound

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasPart = true
        let part = unwrapInboundIn(data)
        switch part {
        case .head(let head): wantsAnotherProtocol = head.wantsAnotherProtocol
        case .body: break
        case .end: hasParserStopped = wantsAnotherProtocol
        }
        if state.isEnding || isCutOff {
            drop(part)
        } else if !held.isEmpty || (state.isBusy && part.isHead) {
            hold(part)
        } else {
            take(part, context)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        let now = state.isReadingBody || !hasPart ? context.eventLoop.now : nil
        if let now, !hasPart, state.isIdle {
            state.partialHead(at: now)
            setTimer(context)
        }
        hasPart = false
        if let now { state.stopReading(at: now) }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        guard held.isEmpty, heldError == nil, !hasParserStopped, state.reads else {
            isReadHeld = true
            return
        }
        if state.isReadingBody {
            state.startReading(at: context.eventLoop.now)
            setTimer(context)
        }
        context.read()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        // A head that was cut off together with its connection is nobody's fault.
        if state.isEnding || !context.channel.isActive { return context.fireErrorCaught(error) }
        if state.isReadingBody && held.isEmpty {
            // The reader of the body answers.
            state.loseFraming()
            context.fireErrorCaught(error)
        } else if state.isBusy || !held.isEmpty {
            heldError = error
            isReadHeld = true
        } else {
            refuse(error, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed where state.isEnding:
            // Nothing more can arrive that is worth waiting for; the last answer is still sent.
            if state.hasSentLastAnswer { context.close(promise: nil) }
        case ChannelEvent.inputClosed:
            caller.closeInput()
            context.fireUserInboundEventTriggered(event)
        case is ChannelShouldQuiesceEvent:
            if state.isBusy { state.closeSoon() } else if !state.isEnding { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            isOfHTTP1_0 = head.isOfHTTP1_0
            if let problem = HeadRules.fault(in: head) { return refuse(problem, .malformed, context) }
            guard caller.begin(head) else { return refuse(.tooManyRequests, .tooMany, context) }
            state.beginRequest(
                length: head.bodyLength, waits: head.withholdsBody,
                closes: !head.isKeepAlive || head.isOfHTTP1_0 || head.wantsAnotherProtocol)
            context.fireChannelRead(wrapInboundOut(part))
        case .body(let bytes):
            let isWanted = state.wantsBody
            state.readBody(bytes.readableBytes)
            if isWanted { context.fireChannelRead(wrapInboundOut(part)) }
        case .end:
            state.endRequest(at: context.eventLoop.now)
            if !state.isBusy { setTimer(context) }
            context.fireChannelRead(wrapInboundOut(part))
        }
    }

    private func hold(_ part: HTTPServerRequestPart) {
        if part.isHead {
            guard heldRequests < Self.mostHeld else {
                isCutOff = true
                return
            }
            heldRequests += 1
        }
        held.append(part)
    }

    private func drop(_ part: HTTPServerRequestPart) {
        switch part {
        case .head: state.drop(512)
        case .body(let bytes): state.drop(bytes.readableBytes)
        case .end: break
        }
    }

    // MARK: Outbound

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard state.takesAnswer else {
            // The answer was already sent: this one is for what came after it, and nobody reads it.
            promise?.succeed()
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code < 200:
            state.askForBody(at: context.eventLoop.now)
            setTimer(context)
            context.write(data, promise: promise)
        case .head(let head): context.write(wrapOutboundOut(.head(framed(head))), promise: promise)
        case .body: context.write(data, promise: promise)
        case .end: writeEnd(data, promise, context)
        }
    }

    /// Flushes all answers before closing the output: a client that has closed its own would otherwise lose the rest of
    /// its answer, because the whole connection is then closed.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: sent)
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        sent.futureResult.whenComplete { _ in loopBound.value.close(mode: mode, promise: promise) }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.setWritable(context.channel.isWritable, unsent: unsent(context), at: context.eventLoop.now)
        setTimer(context)
        context.fireChannelWritabilityChanged()
    }

    private func framed(_ head: HTTPResponseHead) -> HTTPResponseHead {
        var head = head
        let closes = head.headers.contains(name: "connection") && head.headers["connection"].contains("close")
        if state.beginAnswer(closes: closes), !closes { head.headers.replaceOrAdd(name: "connection", value: "close") }
        // HTTP/1.0 has no chunks: the body ends with the connection.
        if isOfHTTP1_0, !head.headers.contains(name: "content-length") { head.version = .http1_0 }
        return head
    }

    private func writeEnd(_ data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        guard state.endAnswer(at: context.eventLoop.now) else {
            context.write(data, promise: promise)
            caller.finish()
            if state.isIdle { goOn(context) } else { setTimer(context) }
            return
        }
        held.removeAll()
        let sent = promise ?? context.eventLoop.makePromise()
        context.writeAndFlush(data, promise: sent)
        caller.finish()
        linger(after: sent.futureResult, context)
    }

    /// Handles what was held, but not from within a write.
    private func goOn(_ context: ChannelHandlerContext) {
        if timer == nil { setTimer(context) }
        guard !held.isEmpty || heldError != nil || isReadHeld else { return }
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.eventLoop.execute {
            let (handler, context) = loopBound.value
            handler.takeHeld(context)
        }
    }

    private func takeHeld(_ context: ChannelHandlerContext) {
        var hasTaken = false
        while let part = held.first, !state.isEnding, !(state.isBusy && part.isHead) {
            held.removeFirst()
            if part.isHead { heldRequests -= 1 }
            take(part, context)
            hasTaken = true
        }
        if hasTaken { context.fireChannelReadComplete() }
        if held.isEmpty, isCutOff { state.closeSoon() }
        if held.isEmpty, !state.isBusy, !state.isEnding, let error = heldError {
            heldError = nil
            refuse(error, context)
        } else if held.isEmpty, isReadHeld {
            isReadHeld = false
            read(context: context)
        }
    }

    // MARK: Closing

    private func refuse(_ error: HTTPParserError, _ context: ChannelHandlerContext) {
        // What follows is not HTTP.
        state.loseFraming()
        if error == .invalidMethod {
            refuse(.methodNotAllowed(HeadRules.methods), .unknownMethod, context)
        } else {
            refuse(.malformed, .malformed, context)
        }
    }

    /// Answers by itself, for the last time.
    private func refuse(_ problem: Problem, _ kind: Refusals.Kind, _ context: ChannelHandlerContext) {
        let id = RequestID()
        caller.refusals.note(kind, from: caller.client, request: id)
        held.removeAll()
        state.refuse(at: context.eventLoop.now)
        var headers = HTTPHeaders(caller.headers(of: problem))
        let body = ByteBuffer(bytes: problem.body)
        headers.replaceOrAdd(name: RequestID.header.rawName, value: "\(id)")
        headers.replaceOrAdd(name: "connection", value: "close")
        headers.replaceOrAdd(name: "content-length", value: String(body.readableBytes))
        let status = HTTPResponseStatus(statusCode: problem.status.code)
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        let sent = context.eventLoop.makePromise(of: Void.self)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
        linger(after: sent.futureResult, context)
    }

    /// Bytes that wait in this process because the client is not taking them.
    private func unsent(_ context: ChannelHandlerContext) -> Int {
        (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
    }

    /// Half-closes the connection, and gives the client a while to read the answer.
    private func linger(after sent: EventLoopFuture<Void>, _ context: ChannelHandlerContext) {
        state.wroteLastAnswer(unsent: unsent(context))
        setTimer(context)
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        sent.whenComplete { _ in
            let (handler, context) = loopBound.value
            guard context.channel.isActive else { return }
            handler.state.sentLastAnswer(at: context.eventLoop.now)
            handler.setTimer(context)
            context.close(mode: .output, promise: nil)
            if handler.isReadHeld {
                handler.isReadHeld = false
                handler.read(context: context)
            }
        }
    }

    // MARK: Timers

    private func setTimer(_ context: ChannelHandlerContext) {
        guard let deadline = state.deadline, timer == nil || deadline < timerDeadline else { return }
        timer?.cancel()
        timerDeadline = deadline
        let loopBound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: deadline) {
            let (handler, context) = loopBound.value
            handler.timer = nil
            handler.expire(context)
        }
    }

    private func expire(_ context: ChannelHandlerContext) {
        switch state.expire(at: context.eventLoop.now, isBodyWanted: caller.wantsBody, unsent: unsent(context)) {
        case .slowHead: refuse(.slowHead, .slowHead, context)
        case .slowBody:
            caller.refusals.note(.slowBody, from: caller.client)
            context.fireErrorCaught(SlowBody())
        case .stalled:
            caller.refusals.note(.stalled, from: caller.client)
            return context.close(promise: nil)
        // No timer here: it would be due immediately, and again, before the event loop gets to close the connection.
        case .idle, .over: return context.close(promise: nil)
        case nil: break
        }
        setTimer(context)
    }
}

extension HTTPServerRequestPart {
    fileprivate var isHead: Bool {
        if case .head = self { true } else { false }
    }
}

extension HTTPRequestHead {
    var isOfHTTP1_0: Bool { version.major == 1 && version.minor == 0 }

    /// The announced length; nil for a chunked body.
    fileprivate var bodyLength: Int? {
        if headers.contains(name: "transfer-encoding") { return nil }
        return headers.first(name: "content-length").flatMap { Int($0) } ?? 0
    }

    /// Whether the parser stops reading HTTP after this request; this server does not switch protocols.
    fileprivate var wantsAnotherProtocol: Bool { method == .CONNECT || headers.contains(name: "upgrade") }

    /// Whether the client sends its body only after `100 Continue`. HTTP/1.0 does not have that.
    var withholdsBody: Bool {
        !isOfHTTP1_0 && headers[canonicalForm: "expect"].contains { $0.lowercased() == "100-continue" }
    }
}
