import ArgumentParser
import Foundation
import PerfseeSDK

/// `perfsee deliveries`
struct Deliveries: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List a project's deliveries, newest first.",
        discussion: "EXAMPLE:\n  perfsee deliveries shop --state failed")

    @Argument(help: "The project's id.")
    var project: String
    @Option(help: "Those in one state: pending, sending, delivered, failed or skipped.")
    var state: String?
    @Option(help: "Those of one webhook: its id.")
    var webhook: Int?
    @Option(help: "Those of one event type.")
    var eventType: String?
    @OptionGroup var list: ListOptions
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let filter = DeliveryFilter(webhook: webhook, state: state, eventType: eventType)
        let page = try await server.client().deliveries(of: project, filter, list.page)
        if server.json { return try JSONOutput.show(page) }
        var table = Table("DELIVERY", "EVENT TYPE", "WEBHOOK", "STATE", "CREATED")
        for delivery in page.items {
            table.add(
                delivery.id, delivery.eventType, "\(delivery.webhook)", DeliveryMark(delivery).description,
                Moment(delivery.createdAt).relative)
        }
        table.show(orElse: "There are no such deliveries.")
        list.showRest(of: page)
    }
}

/// `perfsee delivery`
struct ShowDelivery: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delivery", abstract: "Show one delivery and its attempts.")

    @Argument(help: "The project's id.")
    var project: String
    @Argument(help: "The delivery's id, a UUID.")
    var delivery: String
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let delivery = try await server.client().delivery(delivery, of: project)
        if server.json { return try JSONOutput.show(delivery) }
        var facts = FactSheet()
        facts.add("delivery", delivery.id)
        facts.add("state", DeliveryMark(delivery).description)
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
            let mark = AttemptMark(attempt)
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
        abstract: "Send a delivery again, from the start of its schedule.")

    @Argument(help: "The project's id.")
    var project: String
    @Argument(help: "The delivery's id, a UUID.")
    var delivery: String
    @OptionGroup var server: ServerOptions

    func run() async throws {
        try await server.client().redeliver(delivery, of: project)
        if server.json { return try JSONOutput.show(["deliveryId": delivery]) }
        Terminal.print("It is due again. To see what came of it: perfsee delivery \(project) \(delivery)")
    }
}
