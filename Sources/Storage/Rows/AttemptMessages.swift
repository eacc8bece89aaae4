import Domain
import Foundation

/// The messages of an attempt as one text, a JSON array: `[{"refused":{"authority":"a.example:443"}}]`.
enum AttemptMessages {
    /// Nil if there are none, as after most successes.
    static func text(_ messages: [AttemptMessage]) throws -> String? {
        guard !messages.isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(messages), as: UTF8.self)
    }

    /// What a row says, whichever version wrote it. A message that this version does not know must not hide the
    /// attempt.
    ///
    /// - Parameters:
    ///   - text: the column `messages`, which this version and newer ones write.
    ///   - detail: the column `detail`, in which earlier versions recorded an English sentence.
    ///   - url: what the request was sent to.
    static func messages(
        _ text: String?, detail: String?, reason: FailureReason?, url: String
    ) -> [AttemptMessage] {
        if let text {
            return (try? JSONDecoder().decode([Stored].self, from: Data(text.utf8)).map(\.message)) ?? []
        }
        guard let detail, !detail.isEmpty else { return [] }
        // The sentence may name an address in the server's own network, which is not the reader's business.
        guard reason != .blockedAddress else {
            return [.blockedHost(host: URLComponents(string: url)?.host ?? url)]
        }
        return [.recorded(sentence: detail)]
    }

    private struct Stored: Decodable {
        let message: AttemptMessage

        init(from decoder: any Decoder) throws {
            do {
                message = try AttemptMessage(from: decoder)
            } catch {
                let code = try? decoder.container(keyedBy: Code.self).allKeys.first?.stringValue
                message = .unknown(code: String((code ?? "?").prefix(Self.shownCode)))
            }
        }

        /// How much of an unknown code is shown, in characters.
        private static let shownCode = 60
    }

    /// Any name of a case.
    private struct Code: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
