import ArgumentParser
import Foundation
import PerfseeSDK

/// `perfsee events`
struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List a project's events, newest first.")

    @Argument(help: "The project's ID.")
    var project: String
    @OptionGroup var list: ListOptions
    @OptionGroup var server: ServerOptions

    private struct Event: Codable {
        let id: Int
        let eventType: String
        let createdAt: String
    }

    func run() async throws {
        let path = ClientRequest.path("projects", project, "events")
        let query = [(name: "limit", value: String?("\(list.limit)")), (name: "cursor", value: list.cursor)]
        let answer = try await server.client().send(ClientRequest("GET", path, query: query))
        if server.json { return Terminal.print(String(decoding: answer.body, as: UTF8.self)) }
        let page = try answer.decode(as: Page<Event>.self)
        var table = Table("ID", "EVENT TYPE", "CREATED")
        for event in page.items {
            let date = try? Date.ISO8601FormatStyle(includingFractionalSeconds: true).parse(event.createdAt)
            table.add("\(event.id)", event.eventType, date.map { Moment($0).relative } ?? event.createdAt)
        }
        table.show(orElse: "No events yet.")
        list.showRest(of: page)
    }
}
