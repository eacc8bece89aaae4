package import Logging
import Synchronization

/// Keeps what is logged, in memory.
package final class LogRecorder: Sendable {
    package struct Entry: Hashable, Sendable {
        package var level: Logger.Level
        /// The message, then its metadata, by name: `message name=value name=value`.
        package var text: String

        package init(level: Logger.Level, text: String) {
            self.level = level
            self.text = text
        }
    }

    private let kept = Mutex<[Entry]>([])

    package init() {}

    package var entries: [Entry] { kept.withLock { $0 } }
    package var texts: [String] { entries.map(\.text) }

    package func logger(_ label: String = "test") -> Logger {
        Logger(label: label) { _ in Handler(recorder: self) }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            var fields = metadata.merging(event.metadata ?? [:]) { $1 }
            if let error = event.error { fields["error"] = "\(error)" }
            let values = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let text = ([event.message.description] + values).joined(separator: " ")
            recorder.kept.withLock { $0.append(Entry(level: event.level, text: text)) }
        }
    }
}
