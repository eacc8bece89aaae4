import ArgumentParser
import Signing

/// `perfsee verify`
struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Verify a signature; exits with status 1 if it does not match.",
        discussion: """
            A signature that begins with `v1,` is a Standard Webhooks signature and requires --id and --timestamp.

            EXAMPLE:
              perfsee verify --secret-file secret.txt --signature sha256=... body.json
            """)

    @OptionGroup var secret: SecretOptions
    @Option(help: ArgumentHelp("The header's value: sha256=... or v1,...", valueName: "sig"))
    var signature: String
    @Option(help: "The value of webhook-id.")
    var id: String?
    @Option(help: "The value of webhook-timestamp.")
    var timestamp: Int64?
    @Argument(help: ArgumentHelp("A file with the body, byte for byte; - is standard input.", valueName: "file"))
    var file = "-"

    private var isStandard: Bool { signature.hasPrefix(StandardWebhooksSignature.prefix) }

    func validate() throws {
        guard !isStandard || (id != nil && timestamp != nil) else {
            throw ValidationError("A signature that begins with v1, requires --id and --timestamp.")
        }
        guard !(secret.readsStandardInput && file == "-") else {
            throw ValidationError("The secret and the body can't both come from standard input.")
        }
    }

    func run() throws {
        let secret = try secret.requiredSecret()
        guard matches(try FileInput(path: file).bytes(), secret) else {
            throw CommandFailure(
                "The signature does not match. Check the secret, and that the body is byte for byte as it was sent."
            )
        }
        Terminal.print("The signature matches.")
    }

    private func matches(_ body: [UInt8], _ secret: WebhookSecret) -> Bool {
        guard isStandard, let id, let timestamp else {
            return PerfseeSignature.verify(signature, body: body, with: secret)
        }
        return StandardWebhooksSignature.verify(signature, id: id, timestamp: timestamp, body: body, with: secret)
    }
}
