import NIOCore
import Testing

@testable import Server

@Suite("The state of a connection")
struct ConnectionStateTests {
    private static func at(_ seconds: Int64) -> NIODeadline { .uptimeNanoseconds(1_000) + .seconds(seconds) }

    private static func state() -> ConnectionState { ConnectionState(at: at(0)) }

    @Test("A connection without a request is closed after a minute, and one with half a head after 10 seconds")
    func heads() {
        var state = Self.state()
        #expect(state.deadline == Self.at(60))
        state.partialHead(at: Self.at(30))
        state.partialHead(at: Self.at(39))
        #expect(state.deadline == Self.at(40))
        #expect(state.expire(at: Self.at(39)) == nil)
        #expect(state.expire(at: Self.at(40)) == .slowHead)
    }

    @Test("A minute without a request counts from the last answer")
    func idle() {
        var state = Self.state()
        state.beginRequest(length: 0, closes: false)
        state.endRequest(at: Self.at(1))
        #expect(state.deadline == nil)
        _ = state.beginAnswer(closes: false)
        #expect(state.endAnswer(at: Self.at(100)) == false)
        #expect(state.deadline == Self.at(160))
        #expect(state.expire(at: Self.at(160)) == .idle)
    }

    @Test("A body that arrives too slowly is given up, and its reader has 5 seconds to answer")
    func slowBody() {
        var state = Self.state()
        state.beginRequest(length: 60_000, closes: false)
        state.startReading(at: Self.at(0))
        #expect(state.deadline == Self.at(5))
        #expect(state.expire(at: Self.at(5)) == .slowBody)
        #expect(!state.reads && !state.wantsBody && state.takesAnswer)
        #expect(state.expire(at: Self.at(10)) == .over)
        #expect(state.beginAnswer(closes: false) == true)
        #expect(state.endAnswer(at: Self.at(6)) == true)
    }

    @Test("A body that nothing has asked for yet is not too slow, however long the server takes to ask")
    func slowServer() {
        var state = Self.state()
        state.beginRequest(length: 60_000, closes: false)
        state.startReading(at: Self.at(0))
        #expect(state.expire(at: Self.at(5), isBodyWanted: false) == nil)
        #expect(state.deadline == Self.at(10))
        #expect(state.expire(at: Self.at(10), isBodyWanted: true) == .slowBody)
    }

    @Test("The clock of a body that waits for 100 Continue starts when it is asked for")
    func expectation() {
        var state = Self.state()
        state.beginRequest(length: 60_000, waits: true, closes: false)
        state.startReading(at: Self.at(0))
        #expect(state.deadline == nil)
        state.askForBody(at: Self.at(30))
        #expect(state.deadline == Self.at(35))
    }

    @Test("The clock of such a body starts by itself if it arrives without being asked for")
    func unasked() {
        var state = Self.state()
        state.beginRequest(length: 60_000, waits: true, closes: false)
        state.readBody(1)
        state.startReading(at: Self.at(30))
        #expect(state.deadline == Self.at(35) + .milliseconds(1))
    }

    @Test("If a body was never asked for, it may never arrive, so the answer is the last")
    func neverAsked() {
        var state = Self.state()
        state.beginRequest(length: 10, waits: true, closes: false)
        #expect(state.beginAnswer(closes: false) == true)
        #expect(state.endAnswer(at: Self.at(1)) == true)
    }

    @Test("The rest of a body has a deadline once the request is answered, however often it pauses")
    func restOfBody() {
        var state = Self.state()
        state.beginRequest(length: 60_000, closes: false)
        _ = state.beginAnswer(closes: false)
        #expect(state.endAnswer(at: Self.at(1)) == false)
        let end = Self.at(1) + ConnectionState.restTime
        #expect(state.deadline == end)
        #expect(state.expire(at: end) == .over)
        // The client falls behind the minimum rate long before.
        state.startReading(at: Self.at(1))
        #expect(state.deadline == Self.at(6))
        #expect(state.expire(at: Self.at(6)) == .over)
    }

    @Test("A connection that is to be closed ends with the rest of the body still arriving")
    func closedSoon() {
        var state = Self.state()
        state.beginRequest(length: 60_000, closes: false)
        _ = state.beginAnswer(closes: false)
        _ = state.endAnswer(at: Self.at(1))
        state.closeSoon()
        state.readBody(60_000)
        state.endRequest(at: Self.at(2))
        #expect(state.isEnding && state.deadline == Self.at(4))
    }

    @Test(
        "An answer before the end of the body closes the connection if much is still to come",
        arguments: [
            (65_536, false), (65_537, true), (nil, true), (50_000_000, true), (1, false),
        ] as [(Int?, Bool)])
    func rest(_ length: Int?, _ closes: Bool) {
        var state = Self.state()
        state.beginRequest(length: length, closes: false)
        #expect(state.beginAnswer(closes: false) == closes)
        #expect(state.endAnswer(at: Self.at(1)) == closes)
        if closes {
            #expect(state.isEnding)
        } else {
            state.readBody(length ?? 0)
            state.endRequest(at: Self.at(2))
            #expect(state.isIdle && state.reads)
        }
    }

    @Test("Of unwanted bytes 64 KiB are read, and the connection is closed 2 seconds after the answer was sent")
    func lingering() {
        var state = Self.state()
        state.beginRequest(length: 50_000_000, closes: false)
        _ = state.beginAnswer(closes: false)
        _ = state.endAnswer(at: Self.at(0))
        state.drop(65_535)
        #expect(state.reads)
        state.drop(1)
        #expect(!state.reads)
        state.sentLastAnswer(at: Self.at(3))
        #expect(state.deadline == Self.at(5))
        #expect(state.expire(at: Self.at(5)) == .over)
    }

    @Test("A client that takes nothing of its answer for a minute is cut off")
    func stalled() {
        var state = Self.state()
        state.beginRequest(length: 0, closes: false)
        state.endRequest(at: Self.at(0))
        _ = state.beginAnswer(closes: false)
        state.setWritable(false, unsent: 70_000, at: Self.at(10))
        state.setWritable(true, unsent: 30_000, at: Self.at(60))
        #expect(state.deadline == nil)
        state.setWritable(false, unsent: 70_000, at: Self.at(100))
        #expect(state.deadline == Self.at(160))
        #expect(state.expire(at: Self.at(160), unsent: 70_000) == .stalled)
    }

    @Test("A client that takes 32 KiB a minute of a long answer is not cut off")
    func slowReader() {
        var state = Self.state()
        state.beginRequest(length: 0, closes: false)
        state.endRequest(at: Self.at(0))
        _ = state.beginAnswer(closes: false)
        state.setWritable(false, unsent: 1 << 20, at: Self.at(0))
        #expect(state.expire(at: Self.at(60), unsent: (1 << 20) - 32_768) == nil)
        #expect(state.deadline == Self.at(120))
        #expect(state.expire(at: Self.at(120), unsent: (1 << 20) - 65_535) == .stalled)
    }

    @Test("A connection is not idle while its client is still taking the answer")
    func slowReaderOfAll() {
        var state = Self.state()
        state.beginRequest(length: 0, closes: false)
        state.endRequest(at: Self.at(0))
        _ = state.beginAnswer(closes: false)
        _ = state.endAnswer(at: Self.at(0))
        #expect(state.expire(at: Self.at(60), unsent: 50_000) == nil)
        #expect(state.deadline == Self.at(120))
        #expect(state.expire(at: Self.at(120), unsent: 10_000) == nil)
        var taken = state
        #expect(taken.expire(at: Self.at(180), unsent: 0) == .idle)
        #expect(state.expire(at: Self.at(180), unsent: 10_000) == .stalled)
    }

    @Test("The last answer has a minute to be taken, even if it is short or answers no request")
    func lastAnswer() {
        var answered = Self.state()
        answered.beginRequest(length: 0, closes: true)
        answered.endRequest(at: Self.at(0))
        _ = answered.beginAnswer(closes: false)
        _ = answered.endAnswer(at: Self.at(1))
        answered.wroteLastAnswer(unsent: 200)
        #expect(answered.deadline == Self.at(61))
        #expect(answered.expire(at: Self.at(61), unsent: 200) == .stalled)
        var refused = Self.state()
        refused.refuse(at: Self.at(1))
        #expect(refused.deadline == Self.at(61))
        #expect(refused.expire(at: Self.at(61), unsent: 200) == .stalled)
    }
}
