import ArgumentParser
import Foundation
import Signing

/// Where a webhook's secret comes from: never the command line, which other users of the machine can read.
struct SecretOptions: ParsableArguments {
    static let variable = "PERFSEE_WEBHOOK_SECRET"

    @Option(
        help: ArgumentHelp(
            "A file with the secret; - is standard input. Environment: \(Self.variable)", valueName: "file"))
    var secretFile: String?

    /// The secret; nil where none was given. A file's line break at the end does not count.
    func secret() throws -> WebhookSecret? {
        guard let text = try text() else { return nil }
        do {
            return try WebhookSecret(text)
        } catch {
            throw CommandFailure("\(error)")
        }
    }

    func requiredSecret() throws -> WebhookSecret {
        guard let secret = try secret() else {
            throw CommandFailure("There is no secret. Name a file with --secret-file, or set \(Self.variable).")
        }
        return secret
    }

    /// Whether standard input is taken by the secret.
    var readsStandardInput: Bool { secretFile == "-" }

    private func text() throws -> String? {
        guard let secretFile else {
            return ProcessInfo.processInfo.environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        }
        let text = String(decoding: try FileInput(path: secretFile).bytes(), as: UTF8.self)
        return text.hasSuffix("\r\n") || text.hasSuffix("\n") ? String(text.dropLast()) : text
    }
}
