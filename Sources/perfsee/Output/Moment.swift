import Foundation

/// A time relative to now, or as a time of day.
struct Moment {
    let date: Date
    let now: Date

    init(_ date: Date, now: Date = Date()) {
        self.date = date
        self.now = now
    }

    /// `just now`, `4 min ago`, `in 2 h`.
    var relative: String {
        let seconds = date.timeIntervalSince(now)
        let span = Self.span(abs(seconds))
        guard let span else { return seconds > 0 ? "in a moment" : "just now" }
        return seconds > 0 ? "in \(span)" : "\(span) ago"
    }

    /// The time of day in the machine's time zone: `14:32`.
    var clock: String {
        let parts = Calendar.current.dateComponents([.hour, .minute], from: date)
        return Self.text([parts.hour, parts.minute])
    }

    /// To the second: `14:32:07`.
    var clockWithSeconds: String {
        let parts = Calendar.current.dateComponents([.hour, .minute, .second], from: date)
        return Self.text([parts.hour, parts.minute, parts.second])
    }

    private static func text(_ parts: [Int?]) -> String {
        parts.map { $0 ?? 0 }.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    private static func span(_ seconds: Double) -> String? {
        switch seconds {
        case ..<2: nil
        case ..<60: "\(Int(seconds)) s"
        case ..<3_600: "\(Int(seconds / 60)) min"
        case ..<86_400: "\(Int(seconds / 3_600)) h"
        default: "\(Int(seconds / 86_400)) d"
        }
    }
}
