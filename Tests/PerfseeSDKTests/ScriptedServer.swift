import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// An HTTP server on this machine that sends scripted answers and records the requests.
final class ScriptedServer: Sendable {
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: [String: String]
        var body: [UInt8]
    }

    struct Answer: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = "{}"
        /// Closes the connection instead of answering.
        var hangsUp = false
        /// Never answers.
        var isSilent = false
    }

    let url: String
    private let channel: any Channel
    private let seen: SeenRequests

    var requests: [Request] { seen.all }

    /// Runs `body` with a server that gives `answers` in turn, repeating the last one.
    static func run<Result>(
        _ answers: [Answer], _ body: (ScriptedServer) async throws -> Result
    ) async throws -> Result {
        let server = try await ScriptedServer(answers)
        do {
            let result = try await body(server)
            try await server.channel.close()
            return result
        } catch {
            try await server.channel.close()
            throw error
        }
    }

    private init(_ answers: [Answer]) async throws {
        let seen = SeenRequests()
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(ScriptHandler(answers: answers, seen: seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        self.seen = seen
        url = "http://127.0.0.1:\(channel.localAddress?.port ?? 0)"
    }
}

final class SeenRequests: Sendable {
    private let requests = Mutex<[ScriptedServer.Request]>([])

    var all: [ScriptedServer.Request] { requests.withLock { $0 } }

    /// Records a request and returns how many came before it.
    func add(_ request: ScriptedServer.Request) -> Int {
        requests.withLock {
            $0.append(request)
            return $0.count - 1
        }
    }
}

private final class ScriptHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answers: [ScriptedServer.Answer]
    private let seen: SeenRequests
    private var request: ScriptedServer.Request?

    init(answers: [ScriptedServer.Answer], seen: SeenRequests) {
        self.answers = answers
        self.seen = seen
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { "\($0), \($1)" }
            request = .init(method: head.method.rawValue, target: head.uri, headers: headers, body: [])
        case .body(let part):
            request?.body += Array(part.readableBytesView)
        case .end:
            guard let request else { return }
            answer(answers[min(seen.add(request), answers.count - 1)], context)
        }
    }

    private func answer(_ answer: ScriptedServer.Answer, _ context: ChannelHandlerContext) {
        if answer.isSilent { return }
        guard !answer.hangsUp else { return context.close(promise: nil) }
        var head = HTTPResponseHead(version: .http1_1, status: .init(statusCode: answer.status))
        for (name, value) in answer.headers { head.headers.add(name: name, value: value) }
        head.headers.add(name: "Content-Length", value: String(answer.body.utf8.count))
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: answer.body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
