import Foundation

/// What programs read: JSON on standard output, its keys sorted, times as ISO 8601.
enum JSONOutput {
    static func show(_ value: some Encodable) throws {
        Terminal.print(try text(of: value))
    }

    static func text(of value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            // Half a millisecond keeps the style's rounding down from losing one to binary fractions.
            let rounded = date.addingTimeInterval(0.0005)
            try container.encode(rounded.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
