package import Foundation

/// A point in time as Perfsee stores and shows it: milliseconds since 1970, UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(_ date: Date) {
        // Adding a microsecond keeps rounding down from losing a millisecond to binary fractions.
        milliseconds = Int64((date.timeIntervalSince1970 * 1000 + 0.001).rounded(.down))
    }

    /// Whole Unix seconds, rounded down.
    package var seconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }

    package var date: Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    }

    /// ISO 8601, UTC, with milliseconds and `Z`: `2022-12-18T23:12:04.076Z`.
    package var iso8601: String {
        // Adding half a millisecond keeps the style's rounding down from losing one to binary fractions.
        Date(timeIntervalSince1970: (Double(milliseconds) + 0.5) / 1000).formatted(
            Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Reads ISO 8601 with a zone, with or without fractions of a second; nil for anything else.
    package init?(iso8601 text: String) {
        guard Self.isOnCalendar(text) else { return nil }
        let plain = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? fractional.parse(text)) ?? (try? plain.parse(text)) else { return nil }
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
    }

    /// Whether `YYYY-MM-DDThh:mm:ss` is a time that exists: Foundation takes February 30 for March 2.
    private static func isOnCalendar(_ text: String) -> Bool {
        let bytes = Array(text.utf8.prefix(19))
        guard bytes.count == 19 else { return false }
        func number(_ range: Range<Int>) -> Int { Int(String(decoding: bytes[range], as: UTF8.self)) ?? -1 }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard days.indices.contains(month - 1), (1...days[month - 1]).contains(day) else { return false }
        return (0...23).contains(number(11..<13)) && (0...59).contains(number(14..<16))
            && (0...60).contains(number(17..<19))
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

/// A time plus a duration is a time, to the nearest millisecond; the difference of two times is a duration.
extension Timestamp {
    package static func + (time: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: time.milliseconds + duration.milliseconds)
    }

    package static func - (time: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(milliseconds: time.milliseconds - duration.milliseconds)
    }

    package static func += (time: inout Timestamp, duration: Duration) {
        time = time + duration
    }

    package static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}
