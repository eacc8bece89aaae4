import ArgumentParser
import PerfseeSDK
import Signing

extension Webhooks {
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a webhook. Fields that you don't specify stay the same.",
            discussion: """
                EXAMPLES:
                  perfsee webhook update shop 3 --event-type 'bundle:*,lab:*'
                  perfsee webhook update shop 3 --disable
                  perfsee webhook update shop 3 --no-secret
                """)

        @OptionGroup var chosen: ChosenWebhook
        @Option(help: "The URL to send events to.")
        var url: String?
        @OptionGroup var secret: NewSecretOptions
        @Flag(help: "Remove the secret: deliveries are no longer signed.")
        var noSecret = false
        @OptionGroup var settings: WebhookOptions
        @Flag(help: "Resume sending events.")
        var enable = false
        @Flag(help: "Stop sending events. Pending deliveries are skipped.")
        var disable = false
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard !(enable && disable) else { throw ValidationError("--enable can't be combined with --disable.") }
            guard !(noSecret && secret.secretFile != nil) else {
                throw ValidationError("--secret-file can't be combined with --no-secret.")
            }
            let isSecretNamed = noSecret || secret.secretFile != nil
            guard url != nil || isSecretNamed || enable || disable || settings.isAnyNamed else {
                throw ValidationError("Nothing to change. Specify what to change, for example with --event-type.")
            }
        }

        func run() async throws {
            let webhook = try await server.client().updateWebhook(chosen.id, of: chosen.project, try changes())
            WebhookText(webhook).warn()
            if server.json { return try JSONOutput.show(webhook) }
            WebhookText(webhook).facts.show()
        }

        private func changes() throws -> WebhookChanges {
            var changes = WebhookChanges()
            changes.url = FieldChange(url)
            changes.eventType = FieldChange(settings.eventType)
            changes.description = FieldChange(settings.description)
            changes.headers = FieldChange(try settings.headers())
            changes.retrySchedule = FieldChange(try settings.waits())
            changes.timeout = FieldChange(settings.timeout)
            changes.maxConcurrency = FieldChange(settings.maxConcurrency)
            changes.rateLimit = FieldChange(settings.rateLimit)
            changes.httpVersion = FieldChange(settings.httpVersion)
            changes.enabled = FieldChange(enable ? true : disable ? false : nil)
            changes.secret = noSecret ? .reset : FieldChange(try secret.secret()?.text)
            return changes
        }
    }
}
