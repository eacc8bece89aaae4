import Foundation

/// JSON as Perfsee writes it: times in ISO 8601, UTC, with milliseconds.
enum WireJSON {
    static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = date(from: try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "This is not an ISO 8601 time.")
            }
            return date
        }
        return decoder
    }

    static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(text(of: date))
        }
        return encoder
    }

    private static func date(from text: String) -> Date? {
        let withFraction = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? withFraction.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    }

    /// `date` to the nearest millisecond. The style truncates; adding half a millisecond makes that rounding.
    static func text(of date: Date) -> String {
        date.addingTimeInterval(0.0005).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}

/// Explains why JSON could not be decoded.
enum DecodingFailure {
    /// A sentence that names the field.
    static func sentence(for error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        return switch error {
        case .keyNotFound(let key, let context): "\(path(context.codingPath + [key])) is missing."
        case .valueNotFound(_, let context): "\(path(context.codingPath)) is null."
        case .typeMismatch(_, let context):
            "\(path(context.codingPath)) is of another type. \(context.debugDescription)"
        case .dataCorrupted(let context): "\(path(context.codingPath)) can't be read. \(context.debugDescription)"
        @unknown default: "\(error)"
        }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.isEmpty ? "The JSON" : keys.map(\.stringValue).joined(separator: ".")
    }
}
