import NIOCore
import Testing

@testable import Server

@Suite("The body clock")
struct BodyClockTests {
    private static func at(_ seconds: Double) -> NIODeadline {
        .uptimeNanoseconds(UInt64((seconds * 1e9).rounded()) + 1_000)
    }

    private static func after(_ seconds: Double) -> NIODeadline { at(seconds) }

    @Test("It runs out after 5 seconds, even if a byte arrives within 20 of them")
    func trickle() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        #expect(clock.deadline == Self.after(5))
        clock.received(1)
        #expect(clock.deadline == Self.after(5.001))
    }

    @Test("It keeps going as long as 1,000 bytes a second arrive")
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

    @Test("Bytes sent ahead help for at most 20 seconds")
    func pause() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        clock.received(100_000_000)
        clock.stop(at: Self.at(0))
        clock.start(at: Self.at(0))
        #expect(clock.deadline == Self.after(20))
    }

    @Test("It stands still while the server is not reading")
    func backPressure() {
        var clock = BodyClock()
        clock.start(at: Self.at(0))
        clock.stop(at: Self.at(1))
        #expect(clock.deadline == nil)
        clock.start(at: Self.at(500))
        #expect(clock.deadline == Self.after(504))
    }
}
