package import Domain
import Foundation

/// The `Retry-After` header of RFC 9110: seconds, or a date in one of HTTP's three formats. Fractions of a second are
/// understood as well, because some services send them.
package enum RetryAfter {
    /// The time that the header names; nil if it is malformed, negative, or not later than `now`.
    package static func parse(_ text: String, now: Timestamp) -> Timestamp? {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard let time = seconds(text, now: now) ?? date(text), time > now else { return nil }
        return time
    }

    private static func seconds(_ text: String, now: Timestamp) -> Timestamp? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty && $0.isDigits }) else { return nil }
        // A number that does not fit is far beyond any wait, so a century stands in for it.
        let whole = Duration.seconds(min(Int64(parts[0]) ?? .max, 3_155_760_000))
        guard parts.count == 2, let thousandths = Double("0." + parts[1].prefix(9)).map({ ($0 * 1000).rounded(.up) })
        else { return now + whole }
        return now + whole + .milliseconds(Int64(thousandths))
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String) -> Timestamp? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "-" }).map(String.init)
        guard let weekday = words.first else { return nil }
        if weekday.hasSuffix(","), words.count == 6, words[5] == "GMT" {
            return date(day: words[1], month: words[2], year: words[3], clock: words[4])
        }
        if words.count == 5 {
            return date(day: words[2], month: words[1], year: words[4], clock: words[3])
        }
        return nil
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func date(day: String, month: String, year: String, clock: String) -> Timestamp? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map { number(String($0)) }
        guard let month = months.firstIndex(of: month), let day = number(day), let year = fullYear(year),
            parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var components = DateComponents()
        (components.year, components.month, components.day) = (year, month + 1, day)
        (components.hour, components.minute, components.second) = (hour, minute, min(second, 59))
        components.timeZone = .gmt
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components) else { return nil }
        return Timestamp(date)
    }

    /// A two-digit year is in 1970...2069.
    private static func fullYear(_ text: String) -> Int? {
        guard let year = number(text) else { return nil }
        switch text.utf8.count {
        case 4: return year
        case 2: return year < 70 ? 2000 + year : 1900 + year
        default: return nil
        }
    }

    private static func number(_ text: String) -> Int? {
        (1...4).contains(text.utf8.count) && text.isDigits ? Int(text) : nil
    }
}

extension Attempt.Response {
    /// The time that `Retry-After` names, if it is well-formed and later than `now`.
    package func retryAfter(now: Timestamp) -> Timestamp? {
        headers.first { $0.name.lowercased() == "retry-after" }.flatMap { RetryAfter.parse($0.value, now: now) }
    }
}
