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
                \(PerfseeSignature.headerName) is made with the new secret right away. If your receiver checks it, rotate \
                in two steps: --prepare makes a secret that signs nothing yet; add it to the receiver, then --switch to it. \
                Preparing again replaces a prepared secret, and rotating without --prepare discards it.

                EXAMPLES:
                  perfsee webhook rotate shop 3 > secret.txt
                  perfsee webhook rotate shop 3 --secret-file secret.txt --overlap 3600
                  perfsee webhook rotate shop 3 --prepare > secret.txt
                  perfsee webhook rotate shop 3 --switch
                """)

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var secret: NewSecretOptions
        @Flag(help: "Only prepare the new secret: it signs nothing until you switch to it.")
        var prepare = false
        @Flag(name: .customLong("switch"), help: "Switch to the prepared secret.")
        var switchesToPrepared = false
        @Option(
            help: ArgumentHelp(
                """
                How long the previous secret stays valid; 0 ends it immediately. Default: 24 hours, with --switch what the \
                secret was prepared with
                """,
                valueName: "seconds"))
        var overlap: Int?
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard overlap.map({ (0...Self.longestOverlap).contains($0) }) ?? true else {
                throw ValidationError("--overlap must be between 0 and \(Self.longestOverlap) seconds.")
            }
            guard !switchesToPrepared || !prepare && secret.secretFile == nil else {
                throw ValidationError("--switch cannot be used with --prepare or --secret-file.")
            }
        }

        func run() async throws {
            if switchesToPrepared { return try await switchSecret() }
            try OutputFault.refuseForeseeable()
            let new = try secret.secret()?.text
            let client = try server.client()
            let rotated =
                prepare
                ? try await client.prepareSecret(
                    ofWebhook: chosen.id, of: chosen.project, secret: new, overlapSeconds: overlap)
                : try await client.rotateSecret(
                    ofWebhook: chosen.id, of: chosen.project, secret: new, overlapSeconds: overlap)
            let sentence = prepare ? preparedSentence : Self.sentence(about: rotated)
            let text = server.json ? try JSONOutput.text(of: rotated) : rotated.secret.plain
            try await Terminal.printSecret(text) {
                prepare
                    ? "The secret was prepared but could not be shown. Prepare another one; nothing is signed with it."
                    : """
                    The secret was rotated, but the new one could not be shown. Rotate it again, preferably with a secret \
                    of your own (--secret-file). \(sentence)
                    """
            }
            if !server.json { Terminal.warn(sentence) }
        }

        private func switchSecret() async throws {
            let switched = try await server.client().switchSecret(
                ofWebhook: chosen.id, of: chosen.project, overlapSeconds: overlap)
            if server.json { return try JSONOutput.show(switched) }
            Terminal.print(Self.sentence(overlapUntil: switched.overlapUntil))
        }

        private var preparedSentence: String {
            """
            Nothing is signed with it yet. Add it to your receiver, then run \
            `perfsee webhook rotate \(chosen.project) \(chosen.id) --switch`.
            """
        }

        /// What happens to the previous secret.
        static func sentence(about rotated: RotatedSecret) -> String {
            sentence(overlapUntil: rotated.overlapUntil)
        }

        private static func sentence(overlapUntil end: Date?) -> String {
            guard let end else { return "Deliveries are now signed with the new secret only." }
            return """
                The previous secret stays valid until \(end.formatted(.iso8601)), for \
                \(StandardWebhooksSignature.headerName) only. A receiver that checks \(PerfseeSignature.headerName) \
                needs the new secret now.
                """
        }
    }
}
