import Domain
import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import Delivery

@Suite("HTTP/2")
struct HTTP2Tests {
    /// Sends requests one after the other, all alike.
    private static func exchanges(
        _ count: Int = 1, to url: String, version: WebhookHTTPVersion = .http1, body: String = "{}",
        timeout: Duration = .seconds(20)
    ) async throws -> [Exchange] {
        let sender = try SenderFixture.sender()
        var exchanges: [Exchange] = []
        for _ in 0..<count {
            let request = try SenderFixture.request(url, body: body, timeout: timeout, version: version)
            exchanges.append(await sender.send(request))
        }
        await sender.shutdown()
        return exchanges
    }

    // MARK: Which version is spoken

    @Test("A receiver that speaks only HTTP/2 gets it, with one handshake more the first time alone")
    func onlyHTTP2() async throws {
        let receiver = try await FrameReceiver.start { .frames(Frames.answer($0.stream)) }
        let exchanges = try await Self.exchanges(2, to: receiver.url)
        #expect(exchanges.map(\.response?.status) == [204, 204] && exchanges.allSatisfy { $0.repetition == nil })
        #expect(exchanges[0].timings.tls != nil && exchanges[0].timings.firstByte != nil)
        // The second request is on the connection of the first.
        #expect(receiver.requests.map(\.connection) == [2, 2] && receiver.requests.map(\.stream) == [1, 3])
        await receiver.stop()
    }

    @Test("What is known of an origin is used for its next connection")
    func remembered() async throws {
        let receiver = try await FrameReceiver.start {
            .framesThenClose(Frames.answer($0.stream))
        }
        let exchanges = try await Self.exchanges(3, to: receiver.url)
        #expect(exchanges.map(\.response?.status) == [204, 204, 204])
        #expect(receiver.connectionCount == 4)
        await receiver.stop()
    }

    @Test("A receiver that speaks both gets HTTP/1.1 unless the webhook asks for HTTP/2")
    func both() async throws {
        var demands = TestCertificates.Demands()
        demands.applicationProtocols = ["h2", "http/1.1"]
        let context = try TestCertificates.server(.valid, demands)
        let old = try await ScriptedReceiver.start(tls: context) { _ in .answer(204) }
        #expect(try await Self.exchanges(to: old.url).map(\.response?.status) == [204])
        #expect(old.requests.first?.requestLine == "POST /hook HTTP/1.1")
        await old.stop()
        let new = try await FrameReceiver.start(protocols: ["h2", "http/1.1"]) { .frames(Frames.answer($0.stream)) }
        let exchanges = try await Self.exchanges(to: new.url, version: .http2)
        #expect(exchanges.map(\.response?.status) == [204] && new.connectionCount == 1)
        await new.stop()
    }

    @Test(
        "A webhook that asks for HTTP/2 gets HTTP/1.1 from a receiver that speaks nothing else",
        arguments: [[], ["http/1.1"]])
    func fallback(_ protocols: [String]) async throws {
        var demands = TestCertificates.Demands()
        demands.applicationProtocols = protocols
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server(.valid, demands)) { _ in
            .answer(204)
        }
        let exchanges = try await Self.exchanges(2, to: receiver.url, version: .http2)
        #expect(exchanges.map(\.response?.status) == [204, 204])
        #expect(receiver.requests.map(\.connection) == [1, 1])
        await receiver.stop()
    }

    @Test("Webhooks that ask for different versions do not share connections")
    func separate() async throws {
        var demands = TestCertificates.Demands()
        demands.applicationProtocols = ["http/1.1"]
        let receiver = try await ScriptedReceiver.start(tls: TestCertificates.server(.valid, demands)) { _ in
            .answer(204)
        }
        let sender = try SenderFixture.sender()
        for version in [WebhookHTTPVersion.http1, .http2, .http1, .http2] {
            let request = try SenderFixture.request(receiver.url, version: version)
            #expect(await sender.send(request).response?.status == 204)
        }
        #expect(receiver.requests.map(\.connection) == [1, 2, 1, 2])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test(
        "A receiver that greets with HTTP/2 without being asked gets it, with and without TLS",
        arguments: [nil, []] as [[String]?])
    func greeting(_ protocols: [String]?) async throws {
        let receiver = try await FrameReceiver.start(protocols: protocols) { .frames(Frames.answer($0.stream)) }
        let exchanges = try await Self.exchanges(2, to: receiver.url)
        #expect(exchanges.map(\.response?.status) == [204, 204], "\(exchanges)")
        #expect(exchanges.map(\.repetition) == [.otherVersion, nil])
        #expect(receiver.requests.map(\.connection) == [2, 2])
        await receiver.stop()
    }

    @Test("Without TLS, a webhook that asks for HTTP/2 gets it without negotiation")
    func priorKnowledge() async throws {
        let receiver = try await FrameReceiver.start(protocols: nil) { .frames(Frames.answer($0.stream)) }
        let exchanges = try await Self.exchanges(to: receiver.url, version: .http2)
        #expect(exchanges.map(\.response?.status) == [204] && receiver.connectionCount == 1)
        #expect(receiver.requests.first?[":scheme"] == "http")
        await receiver.stop()
    }

    @Test("Without TLS, a receiver that does not speak HTTP/2 is a protocol failure that says so")
    func notHTTP2() async throws {
        let receiver = try await ScriptedReceiver.start { _ in
            .text("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        }
        let exchange = try #require(try await Self.exchanges(to: receiver.url, version: .http2).first)
        #expect(exchange.reason == .protocol && exchange.message == .malformedResponse(fault: .notHTTP2))
        await receiver.stop()
    }

    @Test("A receiver that asks for HTTP/1.1 over HTTP/2 gets it", arguments: [true, false])
    func http1Required(_ isGoAway: Bool) async throws {
        let receiver = try await FrameReceiver.start(protocols: ["h2", "http/1.1"]) { request in
            .frames(isGoAway ? Frames.goAway(last: 0, 13) : Frames.reset(request.stream, 13))
        }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        // What it gets then is not what it reads, so it closes.
        let exchange = await sender.send(request)
        #expect(exchange.repetition == .otherVersion)
        #expect(receiver.requests.count == 1 && receiver.connectionCount == 2)
        #expect(sender.offer(for: ConnectionKey(origin: request.url.origin, version: .http2)) == .http1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("A receiver that offers neither version over TLS is a tls failure that says so")
    func neither() async throws {
        let receiver = try await FrameReceiver.start(protocols: ["spdy/3"]) { _ in .hang }
        let exchange = try #require(try await Self.exchanges(to: receiver.url).first)
        #expect(exchange.reason == .tls && exchange.message == .tlsProtocol(host: "127.0.0.1"))
        await receiver.stop()
    }

    // MARK: What is sent and read

    @Test("The request has the contract's headers in lower case and in its order")
    func request() async throws {
        let receiver = try await FrameReceiver.start { .frames(Frames.answer($0.stream)) }
        let sender = try SenderFixture.sender()
        var request = try SenderFixture.request(receiver.url + "?a=b", body: "{\"a\":1}", version: .http2)
        request.headers.add(name: "X-Perfsee-Event", value: "ping")
        request.headers.add(name: "Authorization", value: "Bearer t0ken")
        #expect(await sender.send(request).response?.status == 204)
        let received = try #require(receiver.requests.first)
        #expect(
            received.headers.map { "\($0.name): \($0.value)" } == [
                ":method: POST", ":scheme: https", ":authority: \(request.url.authority)", ":path: /hook?a=b",
                "accept: */*", "content-type: application/json", "user-agent: Perfsee-Hookshot/1",
                "x-perfsee-event: ping", "authorization: Bearer t0ken", "content-length: 7",
            ])
        #expect(received.body == Array("{\"a\":1}".utf8))
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Credentials and what differs each time go into no table")
    func indexing() throws {
        var request = try SenderFixture.request("https://hooks.example/")
        request.headers.add(name: "X-Perfsee-Delivery", value: "1")
        request.headers.add(name: "webhook-signature", value: "v1,x")
        request.headers.add(name: "Authorization", value: "Bearer t0ken")
        let indexing = Dictionary(uniqueKeysWithValues: request.streamHeaders.map { ($0.name, $0.indexable) })
        func isCase(_ name: String, _ text: String) -> Bool { indexing[name].map { "\($0)" } == text }
        #expect(isCase("user-agent", "[]") && isCase("authorization", "[neverIndexed]"))
        #expect(isCase("webhook-signature", "[non-indexable]") && isCase("x-perfsee-delivery", "[non-indexable]"))
    }

    @Test("A large request is sent as the receiver makes room for it")
    func largeRequest() async throws {
        let body = String(repeating: "x", count: 200_000)
        // The window of a connection is 65,535 bytes until the receiver makes it larger.
        let room = Frames.windowUpdate(0, 1 << 20)
        let receiver = try await FrameReceiver.start(greeting: Frames.settings([(4, 1 << 20)]) + room) {
            .frames(Frames.answer($0.stream))
        }
        #expect(try await Self.exchanges(to: receiver.url, version: .http2, body: body).first?.response?.status == 204)
        #expect(receiver.requests.first?.body.count == 200_000)
        await receiver.stop()
    }

    @Test("Status, headers and body of a response are kept, and trailers are not")
    func response() async throws {
        let receiver = try await FrameReceiver.start { request in
            let informational = Frames.headers(request.stream, [(":status", "103"), ("link", "</a>")], isLast: false)
            let head = Frames.headers(request.stream, [(":status", "500"), ("retry-after", "7")], isLast: false)
            let body = Frames.data(request.stream, Array("no".utf8), isLast: false)
            return .frames(informational + head + body + Frames.headers(request.stream, [("x-sum", "1")]))
        }
        let response = try #require(try await Self.exchanges(to: receiver.url, version: .http2).first?.response)
        #expect(response.status == 500 && response.headers == [Attempt.Header(name: "retry-after", value: "7")])
        #expect(response.body == Array("no".utf8) && !response.isTruncated)
        await receiver.stop()
    }

    @Test("A success is a success however odd the rest is")
    func oddSuccess() async throws {
        let rests: [@Sendable (UInt32) -> [UInt8]] = [
            { Frames.headers($0, [(":status", "200"), ("Bad Name", "x"), ("content-length", "nine")]) },
            {
                Frames.headers($0, [(":status", "200"), ("content-length", "9")], isLast: false) + Frames.data($0, [1])
            },
            { Frames.headers($0, [(":status", "200")], isLast: false) + Frames.reset($0, 2) },
            { Frames.headers($0, [(":status", "200")], isLast: false) + Frames.goAway(last: 0, 2) },
            { Frames.headers($0, [(":status", "200")], isLast: false) + Frames.frame(5, stream: $0, [0, 0, 0, 2]) },
        ]
        for (index, rest) in rests.enumerated() {
            let receiver = try await FrameReceiver.start { .frames(rest($0.stream)) }
            #expect(
                try await Self.exchanges(to: receiver.url, version: .http2).first?.response?.status == 200, "\(index)")
            await receiver.stop()
        }
    }

    @Test("A response without a valid status is a protocol failure", arguments: [[], ["20"], ["abc"], ["200", "200"]])
    func badStatus(_ statuses: [String]) async throws {
        let receiver = try await FrameReceiver.start { request in
            .frames(Frames.headers(request.stream, statuses.map { (":status", $0) } + [("x", "y")]))
        }
        let exchange = try #require(try await Self.exchanges(to: receiver.url, version: .http2).first)
        #expect(exchange.reason == .protocol && exchange.message == .malformedResponse(fault: .statusCode))
        await receiver.stop()
    }

    // MARK: Several exchanges on a connection

    @Test("Requests share one connection, at once")
    func multiplexing() async throws {
        let receiver = try await FrameReceiver.start {
            $0.number == 1 ? .frames(Frames.answer($0.stream)) : .gather(20)
        }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        #expect(await sender.send(request).response?.status == 204)
        let statuses = await Self.atOnce(20, request, by: sender)
        #expect(statuses == Array(repeating: 204, count: 20))
        #expect(receiver.connectionCount == 1 && receiver.requests.count == 21)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Requests that come while the first connection is being made wait for it and share it")
    func burst() async throws {
        let receiver = try await FrameReceiver.start { _ in .gather(10) }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        #expect(await Self.atOnce(10, request, by: sender) == Array(repeating: 204, count: 10))
        #expect(receiver.connectionCount == 1)
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("No more requests share a connection than the receiver allows")
    func receiversLimit() async throws {
        let receiver = try await FrameReceiver.start(greeting: Frames.settings([(3, 2)])) { _ in .hang }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        async let statuses = Self.atOnce(8, request, by: sender)
        #expect(await receiver.wait { receiver.requests.count == 8 })
        let perConnection = Dictionary(grouping: receiver.requests, by: \.connection).mapValues(\.count)
        #expect(perConnection == [1: 2, 2: 2, 3: 2, 4: 2])
        await sender.shutdown()
        #expect(await statuses == Array(repeating: nil, count: 8))
        await receiver.stop()
    }

    @Test("Where the connection can't be made, everyone who waited for it learns why")
    func sharedFailure() async throws {
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request("https://127.0.0.1:1/", version: .http2)
        let reasons = await withTaskGroup(of: FailureReason?.self) { group in
            for _ in 0..<20 { group.addTask { await sender.send(request).reason } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(reasons == Array(repeating: .refused, count: 20) && sender.openCount == 0)
        await sender.shutdown()
    }

    private static func atOnce(_ count: Int, _ request: OutgoingRequest, by sender: HTTPSender) async -> [Int?] {
        await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<count { group.addTask { await sender.send(request).response?.status } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("A request that was late ends alone, and the connection takes no further one")
    func late() async throws {
        let receiver = try await FrameReceiver.start { request in
            request.body == Array("late".utf8) ? .hang : .frames(Frames.answer(request.stream))
        }
        let sender = try SenderFixture.sender()
        func send(_ body: String, _ timeout: Duration) async throws -> Exchange {
            await sender.send(
                try SenderFixture.request(receiver.url, body: body, timeout: timeout, version: .http2))
        }
        #expect(try await send("{}", .seconds(20)).response?.status == 204)
        let exchange = try await send("late", .seconds(2))
        #expect(exchange.message == .timeout(step: .response, limitMilliseconds: 2_000))
        #expect(try await send("{}", .seconds(20)).response?.status == 204)
        #expect(receiver.requests.map(\.connection) == [1, 1, 2])
        #expect(await receiver.wait { receiver.resets == [3] })
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("Canceling a task ends its exchange and leaves the connection to others")
    func canceled() async throws {
        let receiver = try await FrameReceiver.start { $0.number == 1 ? .hang : .frames(Frames.answer($0.stream)) }
        let sender = try SenderFixture.sender()
        let request = try SenderFixture.request(receiver.url, version: .http2)
        let task = Task { await sender.send(request) }
        #expect(await receiver.wait { receiver.requests.count == 1 })
        task.cancel()
        #expect(await task.value.reason == .reset)
        #expect(await sender.send(request).response?.status == 204)
        #expect(receiver.requests.map(\.connection) == [1, 1])
        await sender.shutdown()
        await receiver.stop()
    }

    @Test("An idle connection is closed when its time is up")
    func idle() async throws {
        var configuration = SenderConfiguration()
        configuration.longestIdle = .milliseconds(50)
        let receiver = try await FrameReceiver.start { .frames(Frames.answer($0.stream)) }
        let sender = try SenderFixture.sender(configuration)
        let request = try SenderFixture.request(receiver.url, version: .http2)
        #expect(await sender.send(request).response?.status == 204)
        #expect(await receiver.wait { sender.openCount == 0 })
        #expect(await sender.send(request).response?.status == 204)
        #expect(receiver.requests.map(\.connection) == [1, 2])
        await sender.shutdown()
        await receiver.stop()
    }

    // MARK: Sending again

    @Test("A request that was not processed is sent again, once", arguments: [true, false])
    func notProcessed(_ isGoAway: Bool) async throws {
        let receiver = try await FrameReceiver.start { request in
            switch (request.number, isGoAway) {
            case (1, true): .frames(Frames.goAway(last: 0))
            case (1, false): .frames(Frames.reset(request.stream, 7))
            default: .frames(Frames.answer(request.stream))
            }
        }
        let exchange = try #require(try await Self.exchanges(to: receiver.url, version: .http2).first)
        #expect(exchange.response?.status == 204 && exchange.repetition == .notProcessed)
        #expect(receiver.requests.count == 2 && receiver.connectionCount == (isGoAway ? 2 : 1))
        await receiver.stop()
    }

    @Test("A receiver that never processes requests gets each twice", arguments: [true, false])
    func neverProcessed(_ isGoAway: Bool) async throws {
        let receiver = try await FrameReceiver.start { request in
            .frames(isGoAway ? Frames.goAway(last: 0) : Frames.reset(request.stream, 7))
        }
        let exchange = try #require(try await Self.exchanges(to: receiver.url, version: .http2).first)
        #expect(exchange.reason == .reset && exchange.repetition == .notProcessed && receiver.requests.count == 2)
        await receiver.stop()
    }

    @Test("What was processed before a connection goes away still counts, and is not sent again")
    func goingAway() async throws {
        let receiver = try await FrameReceiver.start { request in
            .frames(Frames.goAway(last: request.stream) + Frames.answer(request.stream))
        }
        let exchanges = try await Self.exchanges(2, to: receiver.url, version: .http2)
        #expect(exchanges.map(\.response?.status) == [204, 204] && exchanges.allSatisfy { $0.repetition == nil })
        #expect(receiver.requests.map(\.connection) == [1, 2])
        await receiver.stop()
    }

    @Test("A request on a connection that closes at that moment is sent again, and on a new one it is a failure")
    func closed() async throws {
        let receiver = try await FrameReceiver.start { $0.number == 2 ? .close : .frames(Frames.answer($0.stream)) }
        let exchanges = try await Self.exchanges(2, to: receiver.url, version: .http2)
        #expect(exchanges.map(\.response?.status) == [204, 204])
        #expect(exchanges.map(\.repetition) == [nil, .connectionClosed])
        await receiver.stop()
        let closing = try await FrameReceiver.start { _ in .close }
        let exchange = try #require(try await Self.exchanges(to: closing.url, version: .http2).first)
        #expect(exchange.message == .connectionLost && closing.requests.count == 1)
        await closing.stop()
    }
}
