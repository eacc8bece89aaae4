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

    /// As a warning of an analysis.
    package func warning(in language: Language) -> RecordedText { text(as: AnalysisWarning.self, language) }

    /// As a mistake in a text of budgets.
    var budgetFault: LocalizedText {
        let fault = coded.flatMap { try? JSONDecoder().decode(BudgetFileFault.self, from: Data($0.utf8)) }
        return fault?.text ?? LocalizedText(verbatim: english)
    }

    private func text<Recorded: Message & Decodable>(as type: Recorded.Type, _ language: Language) -> RecordedText {
        let message = coded.flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
        return RecordedText(message?.text, english: english, language)
    }
}
