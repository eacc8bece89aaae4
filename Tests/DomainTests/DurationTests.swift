import Domain
import Testing

@Suite("Durations as numbers")
struct DurationTests {
    @Test("Minutes, hours and days are what they are in seconds")
    func units() {
        #expect(Duration.minutes(2) == .seconds(120))
        #expect(Duration.hours(2) == .seconds(7_200))
        #expect(Duration.days(2) == .seconds(172_800))
        #expect(Duration.days(-1) == .seconds(-86_400))
    }

    @Test(
        "Milliseconds are rounded to the nearest, on either side of zero",
        arguments: [(0, 0), (1_499, 1), (1_500, 2), (-1_499, -1), (-1_500, -2), (86_400_000_000, 86_400_000)])
    func milliseconds(microseconds: Int, milliseconds: Int64) {
        #expect(Duration.microseconds(microseconds).milliseconds == milliseconds)
    }

    @Test("Seconds are rounded up", arguments: [(0, 0), (1, 1), (1_000, 1), (1_001, 2), (-1, 0), (-1_999, -1)])
    func seconds(milliseconds: Int, seconds: Int) {
        #expect(Duration.milliseconds(milliseconds).wholeSeconds == seconds)
    }

    @Test("Minutes are rounded up", arguments: [(0, 0), (1, 1), (60_000, 1), (60_001, 2), (900_000, 15)])
    func minutes(milliseconds: Int, minutes: Int) {
        #expect(Duration.milliseconds(milliseconds).wholeMinutes == minutes)
    }

    @Test(
        "Every nanosecond survives as milliseconds with a fraction", arguments: [0, 1, 333_333, 12_345_678, -1, .max])
    func fractions(nanoseconds: Int64) {
        let duration = Duration.nanoseconds(nanoseconds)
        #expect(Duration(fractionalMilliseconds: duration.fractionalMilliseconds) == duration)
    }

    @Test("A number of milliseconds that is out of range is cut to what fits", arguments: [1e21, .infinity])
    func outOfRange(milliseconds: Double) {
        #expect(Duration(fractionalMilliseconds: milliseconds) == .nanoseconds(Int64.max))
        #expect(Duration(fractionalMilliseconds: -milliseconds) == .nanoseconds(Int64.min))
    }

    @Test("A range in whole seconds")
    func range() {
        #expect((Duration.seconds(1) ... .days(7)).wholeSeconds == 1...604_800)
    }
}
