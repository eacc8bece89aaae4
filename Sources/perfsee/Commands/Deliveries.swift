import ArgumentParser
import Foundation
import PerfseeSDK

/// `perfsee deliveries`
struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List a project's deliveries, newest first.",
        discussion: """
            With --follow, it prints them oldest first, one per line, then a line for each change until you stop it.

            EXAMPLES:
              perfsee deliveries shop --state failed
              perfsee deliveries shop --follow
            """)

    @Argument(help: "The project's ID.")
    var project: String
    @Option(help: "Only deliveries in this state: pending, sending, delivered, retrying, failed or skipped.")
    var state: String?
    @Option(help: "Only deliveries to this webhook, by its ID.")
    var webhook: Int?
    @Option(
        help: ArgumentHelp(
            "Only deliveries of these event types, separated by commas; * matches any characters.", valueName: "expr"))
    var eventType: String?
    @Flag(help: "Keep running and print each change.")
    var follow = false
    @OptionGroup var list: ListOptions
    @OptionGroup var server: ServerOptions

    func validate() throws {
        guard !(follow && list.cursor != nil) else {
            throw ValidationError("--follow starts with the newest deliveries and can't be combined with --cursor.")
        }
    }

    func run() async throws {
        let filter = DeliveryFilter(webhook: webhook, state: state, eventType: eventType)
        if follow { return try await follow(filter) }
        let page = try await server.client().deliveries(of: project, filter, list.page)
        if server.json { return try JSONOutput.show(page) }
        var table = Table("DELIVERY", "EVENT TYPE", "WEBHOOK", "STATE", "CREATED")
        for delivery in page.items {
            table.add(
                delivery.id, delivery.eventType, "\(delivery.webhook)", DeliveryStatusText(delivery).description,
                Moment(delivery.createdAt).relative)
        }
        table.show(orElse: "No matching deliveries.")
        list.showRest(of: page)
    }

    private func follow(_ filter: DeliveryFilter) async throws {
        let follower = DeliveryFollower(
            client: try server.client(), project: project, filter: filter, limit: list.limit, isJSON: server.json)
        try await Interruption.end { try await follower.run() }
    }
}

/// `perfsee delivery`
struct ShowDelivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Show one delivery and its attempts.")

    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The delivery's ID, a UUID.")
    var delivery: String
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let delivery = try await server.client().delivery(delivery, of: project)
        if server.json { return try JSONOutput.show(delivery) }
        var facts = FactSheet()
        facts.add("delivery", delivery.id)
        facts.add("state", DeliveryStatusText(delivery).description)
        facts.add("event", "\(delivery.event) (\(delivery.eventType))")
        facts.add("webhook", "\(delivery.webhook)")
        facts.add("created", Moment(delivery.createdAt).relative)
        facts.show()
        let attempts = delivery.attempts ?? []
        guard !attempts.isEmpty else { return }
        Terminal.print("")
        Self.table(of: attempts).show(orElse: "")
    }

    private static func table(of attempts: [Attempt]) -> Table {
        var table = Table("ATTEMPT", "WHEN", "TOOK", "RESULT", "DETAIL")
        for attempt in attempts {
            let mark = AttemptStatusText(attempt)
            table.add(
                "\(attempt.number)", Moment(attempt.startTime).relative, mark.span ?? "",
                "\(attempt.isSuccess ? "✓" : "✕") \(mark.result)", attempt.detail ?? "")
        }
        return table
    }
}

/// `perfsee redeliver`
struct Redeliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Redeliver a delivery, from the start of its retry schedule.")

    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The delivery's ID, a UUID.")
    var delivery: String
    @OptionGroup var server: ServerOptions

    func run() async throws {
        try await server.client().redeliver(delivery, of: project)
        if server.json { return try JSONOutput.show(["deliveryId": delivery]) }
        Terminal.print("Redelivery started. To see the result, run `perfsee delivery \(project) \(delivery)`.")
    }
}
