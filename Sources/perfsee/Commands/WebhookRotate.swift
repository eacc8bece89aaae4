import ArgumentParser
import Foundation
import PerfseeSDK
import Signing

extension Webhooks {
    struct Rotate: AsyncParsableCommand {
        /// The longest overlap that a server grants, in seconds: 7 days.
        static let longestOverlap = 7 * 24 * 3600

        static let configuration = CommandConfiguration(
            abstract: "Give a webhook a new secret. It is shown only once.",
            discussion: """
                Without --secret-file the server makes the new secret. It is all that is printed on standard output; \
                until when the one before signs as well is said on standard error.

                That is so in \(StandardWebhooksSignature.headerName) only. \(PerfseeSignature.headerName) is the new \
                secret's alone from the first moment: a receiver that checks it has to accept both secrets before. \
                Make the new one yourself then, tell the receiver of it, and name its file with --secret-file.

                EXAMPLES:
                  perfsee webhook rotate shop 3 > secret.txt
                  perfsee webhook rotate shop 3 --secret-file secret.txt --overlap 3600
                """)

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var secret: NewSecretOptions
        @Option(
            help: ArgumentHelp(
                "How long the previous secret stays valid; 0 ends it at once. Default: 24 hours", valueName: "seconds"))
        var overlap: Int?
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard overlap.map({ (0...Self.longestOverlap).contains($0) }) ?? true else {
                throw ValidationError("--overlap takes 0...\(Self.longestOverlap) seconds.")
            }
        }

        func run() async throws {
            try OutputFault.refuseForeseeable()
            let rotated = try await server.client().rotateSecret(
                ofWebhook: chosen.id, of: chosen.project, secret: try secret.secret()?.text, overlapSeconds: overlap)
            let text = server.json ? try JSONOutput.text(of: rotated) : rotated.secret.plain
            try await Terminal.printSecret(text) {
                """
                The webhook has a new secret, which was not shown. Rotate it again, best with a secret of your own: \
                --secret-file. \(Self.sentence(about: rotated))
                """
            }
            if !server.json { Terminal.warn(Self.sentence(about: rotated)) }
        }

        /// What happens to the previous secret.
        static func sentence(about rotated: RotatedSecret) -> String {
            guard let end = rotated.overlapUntil else { return "Deliveries are signed with it alone from now on." }
            return """
                The secret before signs as well until \(end.formatted(.iso8601)), in \
                \(StandardWebhooksSignature.headerName) only. \(PerfseeSignature.headerName) is the new secret's alone \
                from now on: a receiver that checks it has to accept both secrets first.
                """
        }
    }
}
