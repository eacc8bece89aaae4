import NIOCore
import Testing

@testable import Server

@Suite("The clock of a body")
struct BodyClockTests {
    private static func at(_ seconds: Double) -> NIODeadline {
        .uptimeNanoseconds(UInt64((seconds * 1e9).rounded()) + 1_000)
    }

    private static func after(_ seconds: Double) -> NIODeadline { at(seconds) }

    @Test("runs out after 5 seconds, a byte in 20 of them notwithstanding")
    func trickle() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        #expect(clock.deadline == Self.after(5))
        clock.received(1)
        #expect(clock.deadline == Self.after(5.001))
    }

    @Test("goes on for as long as 1,000 bytes a second come")
    func steady() {
        var clock = BodyClock()
        for second in 0..<1_000 {
            clock.start(at: Self.at(Double(second)))
            clock.received(1_000)
            clock.stop(at: Self.at(Double(second) + 1))
        }
        clock.start(at: Self.at(1_000))
        #expect(clock.deadline == Self.after(1_005))
    }

    @Test("what came before helps for 20 seconds at the most")
    func pause() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        clock.received(100_000_000)
        clock.stop(at: Self.at(0))
        clock.start(at: Self.at(0))
        #expect(clock.deadline == Self.after(20))
    }

    @Test("stands still while the server does not read")
    func backPressure() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        clock.stop(at: Self.at(1))
        #expect(clock.deadline == nil)
        clock.start(at: Self.at(500))
        #expect(clock.deadline == Self.after(504))
    }
}
