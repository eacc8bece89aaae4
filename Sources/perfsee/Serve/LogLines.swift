import Domain
import Foundation
import Logging

/// Writes log entries to standard error, one per line: short on a terminal, with date and zone elsewhere.
struct LogLines: LogHandler {
    /// Longer lines are cut.
    private static let maximumLength = 4_096

    let isTerminal: Bool
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]

    static func bootstrap(level: String) {
        let level = Logger.Level(rawValue: level) ?? .info
        let isTerminal = Terminal.isError
        LoggingSystem.bootstrap { _ in LogLines(isTerminal: isTerminal, logLevel: level) }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        Terminal.warn(line(for: event, at: Date()))
    }

    func line(for event: LogEvent, at date: Date) -> String {
        let time = isTerminal ? Self.clock(date) : Self.iso8601(date)
        let level = event.level.rawValue
        let padded = isTerminal ? level + String(repeating: " ", count: max(0, 8 - level.count)) : level
        let details = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let text = ([event.message.description] + details.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
        return "\(time) \(padded) " + text.plain.cut(to: Self.maximumLength)
    }

    private static func iso8601(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func clock(_ date: Date) -> String {
        String(date.formatted(Date.ISO8601FormatStyle(timeZone: .current)).dropFirst(11).prefix(8))
    }
}
