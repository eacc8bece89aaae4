import Testing

@testable import PerfseeSDK

@Suite("Server-sent events")
struct EventStreamParserTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var what: String
        var text: String
        var events: [ServerSentEvent]
        var lastID: String?
        var retry: Duration?

        var testDescription: String { what }
    }

    static let examples: [Example] = [
        Example(what: "nothing", text: "", events: []),
        Example(what: "an event", text: "data: a\n\n", events: [.init(data: "a")]),
        Example(
            what: "a name and an id", text: "id: 7\nevent: delivery\ndata: {}\n\n",
            events: [.init(name: "delivery", data: "{}")], lastID: "7"),
        Example(what: "lines that end with CR", text: "id: 7\rdata: a\r\r", events: [.init(data: "a")], lastID: "7"),
        Example(
            what: "lines that end with CR LF", text: "event: x\r\ndata: a\r\n\r\ndata: b\r\n\r\n",
            events: [.init(name: "x", data: "a"), .init(data: "b")]),
        Example(
            what: "all three kinds of line ends", text: "data: a\rdata: b\ndata: c\r\n\n",
            events: [.init(data: "a\nb\nc")]),
        Example(what: "many lines of data", text: "data: a\ndata\ndata:b\n\n", events: [.init(data: "a\n\nb")]),
        Example(what: "one space alone is dropped", text: "data:  a: b\n\n", events: [.init(data: " a: b")]),
        Example(
            what: "a value that begins with a mark", text: "data:\u{301}a\ndata: \u{301}b\nid:\u{FE0F}7\n\n",
            events: [.init(data: "\u{301}a\n\u{301}b")], lastID: "\u{FE0F}7"),
        Example(what: "comments", text: ": \n\n:x\ndata: a\n: y\ndata: b\n\n: \n\n", events: [.init(data: "a\nb")]),
        Example(what: "no data, no event", text: "event: x\n\ndata: a\n\n", events: [.init(data: "a")]),
        Example(what: "an empty line of data", text: "data\n\n", events: [.init(data: "")]),
        Example(
            what: "an event that is not ended", text: "id: 1\ndata: a\n\nid: 2\ndata: b\n", events: [.init(data: "a")],
            lastID: "1"),
        Example(
            what: "an id goes on", text: "id: 1\ndata: a\n\ndata: b\n\n", events: [.init(data: "a"), .init(data: "b")],
            lastID: "1"),
        Example(what: "an id with a NUL is none", text: "id: 1\n\nid: a\u{0}b\n\n", events: [], lastID: "1"),
        Example(
            what: "an id that is too long is none",
            text: "id: 1\n\nid: \(String(repeating: "x", count: 257))\n\n", events: [], lastID: "1"),
        Example(what: "a wait", text: "retry: 1500\n\nretry: soon\nretry:\n\n", events: [], retry: .milliseconds(1500)),
        Example(what: "fields that are unknown", text: "color: red\nData: b\ndata: a\n\n", events: [.init(data: "a")]),
        Example(
            what: "a byte order mark", text: "\u{FEFF}data: a\n\ndata: ü秘\n\n",
            events: [.init(data: "a"), .init(data: "ü秘")]),
    ]

    @Test("Events are parsed alike however their bytes are split", arguments: examples)
    func read(_ example: Example) throws {
        let bytes = Array(example.text.utf8)
        for cut in 0...bytes.count {
            var parser = EventStreamParser()
            let events = try parser.read(bytes[..<cut]) + parser.read(bytes[cut...])
            #expect(events == example.events, "cut at \(cut)")
            #expect(parser.lastEventID == example.lastID, "cut at \(cut)")
            #expect(parser.retry == example.retry, "cut at \(cut)")
        }
        var parser = EventStreamParser()
        #expect(try bytes.flatMap { try parser.read([$0]) } == example.events)
    }

    @Test("Too long a line or too much data ends the stream")
    func tooLong() throws {
        let limit = EventStreamParser.maximumLineByteCount
        var parser = EventStreamParser()
        let longest = "data: " + String(repeating: "x", count: limit - 6)
        #expect(try parser.read(Array("\(longest)\n\n".utf8)).first?.data.utf8.count == limit - 6)
        #expect(throws: EventStreamParser.TooLong(description: "A line is longer than 65536 bytes.")) {
            try parser.read(Array("\(longest)x".utf8))
        }
        var other = EventStreamParser()
        #expect(throws: EventStreamParser.TooLong(description: "An event is longer than 262144 bytes.")) {
            for _ in 0..<5 { _ = try other.read(Array("\(longest)\n".utf8)) }
        }
    }

    @Test(
        "The waits before reconnecting double up to the longest, and are never shorter than the server asks",
        arguments: [
            (0, nil, 1_000), (1, nil, 1_000), (2, nil, 2_000), (5, nil, 16_000), (6, nil, 30_000), (1_000, nil, 30_000),
            (1, 3_000, 3_000), (2, 3_000, 6_000), (1, 100, 1_000), (1, 90_000, 30_000),
        ] as [(Int, Int?, Int)])
    func waits(failures: Int, asked: Int?, wait: Int) {
        let asked = asked.map { Duration.milliseconds($0) }
        #expect(Reconnection.standard.wait(afterFailures: failures, asked: asked) == .milliseconds(wait))
    }
}
