import Domain
import Foundation
import Logging

/// Writes log entries to standard error, one per line: for people, short on a terminal, with date and zone elsewhere; or
/// as JSON.
struct LogLines: LogHandler {
    /// Longer lines are cut; in JSON, their texts are.
    private static let maximumLength = 4_096

    let isTerminal: Bool
    var logLevel: Logger.Level
    var format = LogFormat.text
    var label = "perfsee"
    var metadata: Logger.Metadata = [:]

    static func bootstrap(level: String, format: LogFormat) {
        let level = Logger.Level(rawValue: level) ?? .info
        let isTerminal = Terminal.isError
        LoggingSystem.bootstrap { label in
            LogLines(isTerminal: isTerminal, logLevel: level, format: format, label: label)
        }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        Terminal.warn(line(for: event, at: Date()))
    }

    func line(for event: LogEvent, at date: Date) -> String {
        switch format {
        case .text: text(for: event, at: date)
        case .json: json(for: event, at: date)
        }
    }

    private func text(for event: LogEvent, at date: Date) -> String {
        let time = isTerminal ? Self.clock(date) : Self.iso8601(date)
        let level = event.level.rawValue
        let padded = isTerminal ? level + String(repeating: " ", count: max(0, 8 - level.count)) : level
        let fields = fields(of: event).map { "\($0.name)=\($0.value)" }
        let text = ([event.message.description] + fields).joined(separator: " ")
        return "\(time) \(padded) " + text.plain.cut(to: Self.maximumLength)
    }

    private func json(for event: LogEvent, at date: Date) -> String {
        var room = Self.maximumLength
        func fitting(_ text: String) -> String {
            let cut = text.cut(to: room).plain
            room -= cut.unicodeScalars.count
            return cut
        }
        var json = JSONWriter()
        json.object { json in
            json.string("time", Self.iso8601(date))
            json.string("level", event.level.rawValue)
            json.string("label", label)
            json.string("message", fitting(event.message.description))
            json.object("fields") { json in
                for field in fields(of: event) { json.string(field.name, fitting(field.value)) }
            }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// In alphabetical order.
    private func fields(of event: LogEvent) -> [(name: String, value: String)] {
        var fields = metadata.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { fields["error"] = "\(ErrorText(error))" }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
    }

    private static func iso8601(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func clock(_ date: Date) -> String {
        String(date.formatted(Date.ISO8601FormatStyle(timeZone: .current)).dropFirst(11).prefix(8))
    }
}
