import Domain
import Foundation
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test("Every millisecond survives conversion to ISO 8601 text and to a date")
    func roundTrips() {
        for second: Int64 in [0, 1_671_405_124, 1_700_000_000, 1_999_999_999, 4_102_444_799] {
            for millisecond: Int64 in stride(from: 0, to: 1000, by: 7).map({ $0 }) + [6, 76, 996, 999] {
                let time = Timestamp(milliseconds: second * 1000 + millisecond)
                #expect(time.iso8601.hasSuffix(String(format: ".%03dZ", Int(millisecond))))
                #expect(Timestamp(iso8601: time.iso8601) == time)
                #expect(Timestamp(time.date) == time)
            }
        }
    }

    @Test(
        "ISO 8601 is read with a zone, with or without fractions",
        arguments: [
            ("2022-12-18T23:12:04.076Z", 1_671_405_124_076), ("2022-12-18T23:12:04Z", 1_671_405_124_000),
            ("2022-12-19T01:12:04+02:00", 1_671_405_124_000), ("1970-01-01T00:00:00.001Z", 1),
        ])
    func reads(text: String, milliseconds: Int64) {
        #expect(Timestamp(iso8601: text)?.milliseconds == milliseconds)
    }

    @Test(
        "Anything else is refused, and so is what is not on the calendar or the clock",
        arguments: [
            "", "now", "2022-12-18", "2022-13-18T23:12:04Z", "1671405124", "2026-02-30T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z", "2026-04-31T00:00:00.000Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
        ])
    func refuses(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test("February has 29 days in leap years", arguments: ["2024-02-29T00:00:00Z", "2000-02-29T23:59:59.999Z"])
    func leapYears(text: String) {
        #expect(Timestamp(iso8601: text) != nil)
    }

    @Test(
        "Seconds are rounded down, also before 1970",
        arguments: [(0, 0), (999, 0), (1000, 1), (-1, -1), (-1000, -1)])
    func seconds(milliseconds: Int64, seconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).seconds == seconds)
    }

    @Test("A time plus a duration is a time, to the nearest millisecond, and two times are a duration apart")
    func arithmetic() {
        let time = Timestamp(milliseconds: 1_000)
        #expect((time + .seconds(0.0015)).milliseconds == 1_002)
        #expect(time - .milliseconds(1) < time)
        #expect(time + .seconds(2) - time == .seconds(2))
        #expect(time - (time + .seconds(2)) == .seconds(-2))
    }
}
