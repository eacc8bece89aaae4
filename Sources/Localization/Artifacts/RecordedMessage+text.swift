import BundleAnalysis
package import Domain
import Foundation

extension RecordedMessage {
    /// Records a message: in English, and with its code and values.
    package init(_ message: some Message & Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let coded = String(decoding: try encoder.encode(message), as: UTF8.self)
        self.init(english: message.text.en, coded: coded)
    }

    /// As the reason of an artifact's failure.
    package func failure(in language: Language) -> RecordedText { text(as: ArtifactFailure.self, language) }

    /// As a warning of an analysis or of an audit.
    package func warning(in language: Language) -> RecordedText {
        RecordedText(
            message(as: AnalysisWarning.self)?.text ?? message(as: AuditWarning.self)?.text, english: english, language)
    }

    private func text<Recorded: Message & Decodable>(as type: Recorded.Type, _ language: Language) -> RecordedText {
        RecordedText(message(as: type)?.text, english: english, language)
    }

    /// Nil if it is none, or one of another version.
    private func message<Recorded: Message & Decodable>(as type: Recorded.Type) -> Recorded? {
        coded.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}
