import ArgumentParser
import PerfseeSDK
import Signing

/// `perfsee webhook`
struct Webhooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook", abstract: "Manage a project's webhooks.",
        subcommands: [Create.self, List.self, Show.self, Update.self, Delete.self, Ping.self, Rotate.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a webhook.",
            discussion: """
                Without a secret, deliveries are not signed.

                EXAMPLE:
                  perfsee webhook create shop --url https://ci.example/hook --secret-file secret.txt \
                --event-type 'bundle:*'
                """)

        @Argument(help: "The project's ID.")
        var project: String
        @Option(help: "The http or https URL to send events to.")
        var url: String
        @OptionGroup var secret: SecretOptions
        @OptionGroup var settings: WebhookOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            var new = NewWebhook(url: url, secret: try secret.secret()?.text, eventType: settings.eventType)
            new.description = settings.description
            new.headers = try settings.headers()
            new.retrySchedule = try settings.waits()
            new.timeout = settings.timeout
            new.maxConcurrency = settings.maxConcurrency
            new.rateLimit = settings.rateLimit
            new.httpVersion = settings.httpVersion
            let webhook = try await server.client().createWebhook(new, in: project)
            WebhookText(webhook).warn()
            if server.json { return try JSONOutput.show(webhook) }
            let signed = webhook.hasSecret ? "signed" : "not signed: no secret was given"
            Terminal.print("Created webhook \(webhook.id). Its deliveries are \(signed).")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List a project's webhooks.")

        @Argument(help: "The project's ID.")
        var project: String
        @OptionGroup var list: ListOptions
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let page = try await server.client().webhooks(of: project, list.page)
            if server.json { return try JSONOutput.show(page) }
            var table = Table("ID", "URL", "EVENT TYPE", "STATE", "LAST ATTEMPT")
            for webhook in page.items {
                let text = WebhookText(webhook)
                table.add("\(webhook.id)", webhook.url, webhook.eventType, text.state, text.lastAttempt)
            }
            table.show(orElse: "No webhooks yet. To create one, run `perfsee webhook create`.")
            list.showRest(of: page)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show one webhook.")

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let webhook = try await server.client().webhook(chosen.id, of: chosen.project)
            WebhookText(webhook).warn()
            if server.json { return try JSONOutput.show(webhook) }
            WebhookText(webhook).facts.show()
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a webhook. Its pending deliveries are skipped.")

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await server.client().deleteWebhook(chosen.id, of: chosen.project)
            if server.json { return try JSONOutput.show(["deleted": chosen.id]) }
            Terminal.print("Deleted webhook \(chosen.id).")
        }
    }

    struct Ping: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send a ping to a webhook.")

        @OptionGroup var chosen: ChosenWebhook
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let delivery = try await server.client().pingWebhook(chosen.id, of: chosen.project)
            if server.json { return try JSONOutput.show(["deliveryId": delivery]) }
            Terminal.print(
                "Ping sent. To see the result, run `perfsee delivery \(chosen.project) \(delivery.plain)`.")
        }
    }
}

/// One webhook of a project, as named on the command line.
struct ChosenWebhook: ParsableArguments {
    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The webhook's ID, a number.")
    var id: Int
}
