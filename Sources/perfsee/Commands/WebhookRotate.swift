import ArgumentParser
import Foundation
import PerfseeSDK
import Signing

extension Webhooks {
    struct Rotate: AsyncParsableCommand {
        /// The longest overlap that a server grants, in seconds: 7 days.
        static let longestOverlap = 7 * 24 * 3600

        static let configuration = CommandConfiguration(
            abstract: "Rotate a webhook's secret. The new secret is shown only once.",
            discussion: """
                Without --secret-file, the server generates the new secret. Only the secret is printed on standard output; \
                standard error says how long the previous secret stays valid.

                During the overlap, the previous secret signs only \(StandardWebhooksSignature.headerName). \
                \(PerfseeSignature.headerName) is made with the new secret right away, so a receiver that checks it must \
                accept both secrets before you rotate: generate the new secret yourself, configure the receiver, then \
                specify the file with --secret-file.

                EXAMPLES:
                  perfsee webhook rotate shop 3 > secret.txt
                  perfsee webhook rotate shop 3 --secret-file secret.txt --overlap 3600
                """)

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var secret: NewSecretOptions
        @Option(
            help: ArgumentHelp(
                "How long the previous secret stays valid; 0 ends it immediately. Default: 24 hours",
                valueName: "seconds"))
        var overlap: Int?
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard overlap.map({ (0...Self.longestOverlap).contains($0) }) ?? true else {
                throw ValidationError("--overlap must be between 0 and \(Self.longestOverlap) seconds.")
            }
        }

        func run() async throws {
            try OutputFault.refuseForeseeable()
            let rotated = try await server.client().rotateSecret(
                ofWebhook: chosen.id, of: chosen.project, secret: try secret.secret()?.text, overlapSeconds: overlap)
            let text = server.json ? try JSONOutput.text(of: rotated) : rotated.secret.plain
            try await Terminal.printSecret(text) {
                """
                The secret was rotated, but the new one could not be shown. Rotate it again, preferably with a secret \
                of your own (--secret-file). \(Self.sentence(about: rotated))
                """
            }
            if !server.json { Terminal.warn(Self.sentence(about: rotated)) }
        }

        /// What happens to the previous secret.
        static func sentence(about rotated: RotatedSecret) -> String {
            guard let end = rotated.overlapUntil else { return "Deliveries are now signed with the new secret only." }
            return """
                The previous secret stays valid until \(end.formatted(.iso8601)), for \
                \(StandardWebhooksSignature.headerName) only. A receiver that checks \(PerfseeSignature.headerName) \
                needs the new secret now.
                """
        }
    }
}
