import Localization
import Signing

/// A file whose only line is a webhook's secret.
struct SecretFile {
    let path: String

    /// The secret. A line break at the file's end does not count.
    func secret() throws -> WebhookSecret {
        let input = FileInput(path: path)
        // Invalid UTF-8 is not repaired: the result would differ from the receiver's secret.
        guard let text = String(validating: try input.bytes(), as: UTF8.self) else {
            throw CommandFailure("\(input.name) holds bytes that are not UTF-8; a secret is text.")
        }
        let line = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !line.utf8.contains(UInt8(ascii: "\n")) else {
            throw CommandFailure("\(input.name) holds more than one line; the secret is to be its only one.")
        }
        return try Self.secret(line, of: input.name)
    }

    /// - Parameter source: where the text was found, for the error message.
    static func secret(_ text: String, of source: String) throws -> WebhookSecret {
        do throws(InvalidSecret) {
            return try WebhookSecret(text)
        } catch {
            throw CommandFailure(error, of: source)
        }
    }
}
