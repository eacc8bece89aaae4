import ArgumentParser
import Foundation
import Signing

/// `perfsee sign`
struct Sign: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Sign a body as Perfsee does, and print the headers.",
        discussion: """
            With --id, it also prints the headers of Standard Webhooks.

            EXAMPLE:
              perfsee sign --secret-file secret.txt body.json
            """)

    @OptionGroup var secret: SecretOptions
    @Option(help: "The delivery's ID, for webhook-id.")
    var id: String?
    @Option(help: "The attempt's time in Unix seconds, for webhook-timestamp. Default: now")
    var timestamp: Int64?
    @Argument(help: ArgumentHelp("A file with the body; - is standard input.", valueName: "file"))
    var file = "-"

    func validate() throws {
        guard timestamp == nil || id != nil else { throw ValidationError("--timestamp requires --id.") }
        guard !(secret.readsStandardInput && file == "-") else {
            throw ValidationError("The secret and the body can't both come from standard input.")
        }
    }

    func run() throws {
        let secret = try secret.requiredSecret()
        let body = try FileInput(path: file).bytes()
        Terminal.print("\(PerfseeSignature.headerName): \(PerfseeSignature.sign(body, with: secret))")
        guard let id else { return }
        let time = timestamp ?? Int64(Date().timeIntervalSince1970)
        let signature = StandardWebhooksSignature.sign(id: id, timestamp: time, body: body, with: secret)
        Terminal.print("\(StandardWebhooksSignature.idHeaderName): \(id)")
        Terminal.print("\(StandardWebhooksSignature.timestampHeaderName): \(time)")
        Terminal.print("\(StandardWebhooksSignature.headerName): \(signature)")
    }
}
