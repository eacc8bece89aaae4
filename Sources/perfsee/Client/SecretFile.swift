import Localization
import Signing

/// A file whose only line is a webhook's secret.
struct SecretFile {
    let path: String

    /// The secret. A line break at the file's end does not count.
    /// - Parameter isNew: whether a webhook gets it now.
    func secret(isNew: Bool = false) throws -> WebhookSecret {
        let input = FileInput(path: path)
        // Invalid UTF-8 is not repaired: the result would differ from the receiver's secret.
        guard let text = String(validating: try input.bytes(), as: UTF8.self) else {
            throw CommandFailure("\(input.name) is not valid UTF-8. A secret must be text.")
        }
        let line = text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
        guard !line.utf8.contains(UInt8(ascii: "\n")) else {
            throw CommandFailure("\(input.name) has more than one line. The secret must be its only line.")
        }
        return try Self.secret(line, of: input.name, isNew: isNew)
    }

    /// - Parameter source: where the text was found, for the error message.
    static func secret(_ text: String, of source: String, isNew: Bool = false) throws -> WebhookSecret {
        do throws(InvalidSecret) {
            return isNew ? try WebhookSecret(new: text) : try WebhookSecret(text)
        } catch {
            throw CommandFailure(error, of: source)
        }
    }
}
