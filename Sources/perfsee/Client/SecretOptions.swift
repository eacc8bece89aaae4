import ArgumentParser
import Foundation
import Signing

/// Where a webhook's secret comes from: never from an argument, which other users of the machine can read.
struct SecretOptions: ParsableArguments {
    static let variable = "PERFSEE_WEBHOOK_SECRET"

    @Option(
        help: ArgumentHelp(
            "A file with the secret; - is standard input. Environment: \(Self.variable)", valueName: "file"))
    var secretFile: String?

    /// The secret; nil if none was given.
    func secret() throws -> WebhookSecret? {
        if let secretFile { return try SecretFile(path: secretFile).secret() }
        let text = ProcessInfo.processInfo.environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        return try text.map { try SecretFile.secret($0, of: Self.variable) }
    }

    func requiredSecret() throws -> WebhookSecret {
        guard let secret = try secret() else {
            throw CommandFailure("No secret was given. Specify a file with --secret-file, or set \(Self.variable).")
        }
        return secret
    }

    /// Whether the secret is read from standard input.
    var readsStandardInput: Bool { secretFile == "-" }
}
