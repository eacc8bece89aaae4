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
        let plain = Date.ISO8601FormatStyle()
        let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        guard let date = (try? fractional.parse(text)) ?? (try? plain.parse(text)) else { return nil }
        milliseconds = Int64((date.timeIntervalSince1970 * 1000).rounded())
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
