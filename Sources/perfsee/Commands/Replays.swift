import ArgumentParser
import PerfseeSDK

/// `perfsee replay`
struct Replays: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Redeliver many of a webhook's deliveries at once.",
        subcommands: [Create.self, Show.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Redeliver what a webhook was sent, or missed, in a range of time.",
            discussion: """
                It continues on the server, also after a restart. With --wait, it exits with 1 if it was stopped because \
                the webhook was disabled or deleted.

                EXAMPLES:
                  perfsee replay create shop 3 --since 24h --event-type 'bundle:*'
                  perfsee replay create shop 3 --since 2026-03-01T00:00:00Z --until 2026-03-02T00:00:00Z --state delivered
                """)

        @OptionGroup var chosen: ChosenWebhook
        @Option(
            help: ArgumentHelp(
                "Only deliveries created at this time or later: ISO 8601, or how long ago, such as 90m, 24h or 7d.",
                valueName: "time"))
        var since: PastTime
        @Option(help: ArgumentHelp("Only deliveries created before this time. Default: now", valueName: "time"))
        var until: PastTime?
        @Option(
            help:
                "Only deliveries in this state: delivered, failed or skipped; can be repeated. Default: failed and skipped"
        )
        var state: [String] = []
        @Option(
            help: ArgumentHelp(
                "Only deliveries of these event types, separated by commas; * matches any characters.",
                valueName: "expr"))
        var eventType: String?
        @OptionGroup var waiting: ReplayWaiting
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let client = try server.client()
            let new = NewReplay(
                since: since.date, until: until?.date, states: state.isEmpty ? nil : state, eventType: eventType)
            let replay = try await client.createReplay(new, ofWebhook: chosen.id, of: chosen.project)
            try await waiting.finish(replay, of: chosen, client, isJSON: server.json)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the progress of a replay.")

        @OptionGroup var chosen: ChosenWebhook
        @Argument(help: "The replay's ID, a number.")
        var replay: Int
        @OptionGroup var waiting: ReplayWaiting
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let client = try server.client()
            let replay = try await client.replay(replay, ofWebhook: chosen.id, of: chosen.project)
            try await waiting.finish(replay, of: chosen, client, isJSON: server.json)
        }
    }
}

/// Whether to wait for a replay, and what is shown at the end.
struct ReplayWaiting: ParsableArguments {
    @Flag(help: "Wait until all deliveries have been put back in the queue.")
    var wait = false

    func finish(_ replay: Replay, of webhook: ChosenWebhook, _ client: PerfseeClient, isJSON: Bool) async throws {
        var replay = replay
        if wait, !replay.isFinished {
            let line = ProgressLine()
            defer { line.clear() }
            replay = try await ReplayWatch(client: client, project: webhook.project, webhook: webhook.id, line: line)
                .finished(replay.id)
        }
        isJSON ? try JSONOutput.show(replay) : ReplayText(replay).facts.show()
        if wait, replay.state == "stopped" { throw ExitCode.failure }
    }
}
