import Foundation

/// Output for programs: JSON on standard output with sorted keys and ISO 8601 times.
enum JSONOutput {
    static func show(_ value: some Encodable) throws {
        Terminal.print(try text(of: value))
    }

    static func text(of value: some Encodable) throws -> String {
        try text(of: value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    /// Without a line break: one of many values.
    static func line(of value: some Encodable) throws -> String {
        try text(of: value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func text(of value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            // Half a millisecond keeps the style from losing a millisecond to binary fractions when it rounds down.
            let rounded = date.addingTimeInterval(0.0005)
            try container.encode(rounded.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        }
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
