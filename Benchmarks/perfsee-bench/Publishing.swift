import Foundation
import NIOCore
import NIOPosix

/// Publishes over HTTP to a server in another process, and measures from there: how many requests it answers a second,
/// and how long each takes.
///
/// `--port`, `--token`, `--project`; `--connections N` that each send the next request when the last was answered, or
/// `--rate N` requests a second in all; `--batch N` events in a request; `--get PATH` asks for that instead.
struct Publishing {
    private let port: Int
    private let form: PublishRequest
    private let requests: Int
    private let connections: Int
    private let rate: Int

    init(_ arguments: Arguments) {
        port = arguments.number("port", or: 8080)
        rate = arguments.number("rate", or: 0)
        connections = arguments.number("connections", or: rate > 0 ? 10 : 64)
        requests = arguments.number("requests", or: 20_000)
        form = PublishRequest(
            token: arguments.text("token") ?? "", project: arguments.text("project") ?? "",
            batch: arguments.number("batch", or: 0), get: arguments.text("get"))
    }

    func run() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let supply = PublishSupply(total: requests, rate: rate, start: Monotonic.now())
        let handlers = try await connect(group, supply, loop)
        try await loop.submit { for handler in handlers { handler.next() } }.get()
        for handler in handlers { try await handler.done.futureResult.get() }
        let seconds = Double(Monotonic.now() - supply.start) / 1e9
        let times = try await loop.submit { supply.times.sorted() }.get()
        var figures = Figures()
        figures.add("perSecond", Double(times.count) / seconds)
        figures.add("p50", Double(times[times.count / 2]) / 1e6)
        figures.add("p99", Double(times[times.count * 99 / 100]) / 1e6)
        figures.print()
        try await group.shutdownGracefully()
    }

    private func connect(
        _ group: MultiThreadedEventLoopGroup, _ supply: PublishSupply, _ loop: any EventLoop
    ) async throws -> [PublishHandler] {
        var handlers: [PublishHandler] = []
        for _ in 0..<min(connections, requests) {
            let handler = PublishHandler(form, supply, loop)
            _ = try await ClientBootstrap(group: group)
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .channelInitializer { $0.pipeline.addHandler(handler) }
                .connect(host: "127.0.0.1", port: port).get()
            handlers.append(handler)
        }
        return handlers
    }
}

/// One request: an event of about 1 KB, or a batch of such, that carries the time at which it is sent.
struct PublishRequest: Sendable {
    private let head: [UInt8]
    private let before: [UInt8]
    private let after: [UInt8]
    private let events: Int

    init(token: String, project: String, batch: Int, get: String?) {
        events = get == nil ? max(batch, 1) : 0
        if let get {
            head = Array("GET \(get) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
        } else {
            let lines = [
                "POST /api/v1/projects/\(project)/events\(batch > 0 ? "/batch" : "") HTTP/1.1", "Host: 127.0.0.1",
                "Authorization: Bearer \(token)", "Content-Type: application/\(batch > 0 ? "x-ndjson" : "json")",
                "Content-Length: ",
            ]
            head = Array(lines.joined(separator: "\r\n").utf8)
        }
        before = Array(#"{"eventType":"bench:event","payload":{"sentAt":"#.utf8)
        let text = String(repeating: "a front end that gets heavier ", count: 32)
        after = Array(#","text":"\#(text)"}}\#(batch > 0 ? "\n" : "")"#.utf8)
    }

    func bytes(at time: Int64, _ allocator: ByteBufferAllocator) -> ByteBuffer {
        let number = Array(String(time).utf8)
        let length = events * (before.count + number.count + after.count)
        var buffer = allocator.buffer(capacity: head.count + 32 + length)
        buffer.writeBytes(head)
        guard events > 0 else { return buffer }
        buffer.writeString("\(length)\r\n\r\n")
        for _ in 0..<events {
            buffer.writeBytes(before)
            buffer.writeBytes(number)
            buffer.writeBytes(after)
        }
        return buffer
    }
}

/// How many requests are still to be sent, and how long each took. Used on one event loop.
final class PublishSupply: @unchecked Sendable {
    let start: Int64
    private(set) var times: [Int64] = []
    private let total: Int
    private let rate: Int
    private var taken = 0

    init(total: Int, rate: Int, start: Int64) {
        self.total = total
        self.rate = rate
        self.start = start
        times.reserveCapacity(total)
    }

    /// When the next request is due, on the clock of ``Monotonic``; nil if all are sent.
    func take() -> Int64? {
        guard taken < total else { return nil }
        defer { taken += 1 }
        return rate > 0 ? start + Int64(taken) * 1_000_000_000 / Int64(rate) : 0
    }

    func add(_ nanoseconds: Int64) { times.append(nanoseconds) }
}

/// One connection, which has one request on the way at a time.
final class PublishHandler: ChannelInboundHandler, @unchecked Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let done: EventLoopPromise<Void>
    private let form: PublishRequest
    private let supply: PublishSupply
    private var context: ChannelHandlerContext?
    private var sentAt: Int64 = 0
    private var isOver = false
    private var arrived = ByteBuffer()

    init(_ form: PublishRequest, _ supply: PublishSupply, _ loop: any EventLoop) {
        self.form = form
        self.supply = supply
        done = loop.makePromise()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Sends the next request when it is due.
    func next() {
        guard let context, let due = supply.take() else { return finish(nil) }
        let pause = due - Monotonic.now()
        guard pause > 0 else { return send(due) }
        context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(pause)) { self.send(due) }
    }

    /// - Parameter due: from when its time counts, so that what the server delays cannot delay the count; 0 for now.
    private func send(_ due: Int64) {
        guard let context else { return }
        sentAt = due > 0 ? due : Monotonic.now()
        context.writeAndFlush(wrapOutboundOut(form.bytes(at: sentAt, context.channel.allocator)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var read = unwrapInboundIn(data)
        if arrived.readableBytes == 0 { arrived = read } else { arrived.writeBuffer(&read) }
        do {
            guard let answer = try PlainMessage.next(in: &arrived) else { return }
            guard answer.status.utf8.first == UInt8(ascii: "2") else {
                return finish(BenchError("answered with \(answer.status)"))
            }
            supply.add(Monotonic.now() - sentAt)
            next()
        } catch {
            finish(error)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { finish(error) }

    func channelInactive(context: ChannelHandlerContext) { finish(BenchError("the server closed a connection")) }

    private func finish(_ error: (any Error)?) {
        guard !isOver else { return }
        isOver = true
        if let error { done.fail(error) } else { done.succeed() }
        context?.close(promise: nil)
    }
}
