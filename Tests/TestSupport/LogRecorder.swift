package import Logging
import Synchronization

/// Keeps what is logged, in memory.
package final class LogRecorder: Sendable {
    package struct Entry: Hashable, Sendable {
        package var level: Logger.Level
        /// The message, then its metadata, by name: `message name=value name=value`.
        package var text: String
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
            let values = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            let text = ([event.message.description] + values).joined(separator: " ")
            recorder.kept.withLock { $0.append(Entry(level: event.level, text: text)) }
        }
    }
}
