import ArgumentParser
import PerfseeSDK

/// `perfsee event-types`
struct EventTypes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event-types",
        abstract: "List Perfsee's own event types.",
        discussion: "With --json, it prints each with the JSON Schema of its payload and an example.")

    @OptionGroup var server: ServerOptions

    private struct Catalog: Decodable {
        struct Entry: Decodable {
            let eventType: String
            let header: String
            let description: String
        }

        let items: [Entry]
    }

    func run() async throws {
        let answer = try await server.client().eventTypes()
        if server.json { return Terminal.print(String(decoding: answer.body, as: UTF8.self)) }
        var table = Table("EVENT TYPE", "X-PERFSEE-EVENT", "DESCRIPTION")
        for entry in try answer.decode(as: Catalog.self).items {
            table.add(entry.eventType, entry.header, entry.description)
        }
        table.show(orElse: "No event types.")
    }
}
