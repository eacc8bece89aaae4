import ArgumentParser
import Foundation

/// A time given on the command line: ISO 8601, or how long ago it was, such as `90m`, `24h` or `7d`.
struct PastTime: ExpressibleByArgument {
    let date: Date

    private static let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]

    init?(argument: String) {
        self.init(argument, now: Date())
    }

    init?(_ text: String, now: Date) {
        if let unit = text.last.flatMap({ Self.units[$0] }), let count = UInt32(text.dropLast()) {
            date = now.addingTimeInterval(-Double(count) * unit)
        } else if let date = Self.iso8601(text) {
            self.date = date
        } else {
            return nil
        }
    }

    private static func iso8601(_ text: String) -> Date? {
        let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? withFraction.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    }
}
