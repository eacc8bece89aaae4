import ArgumentParser
import JSONLexing
import Localization
import PerfseeSDK
import Server

/// `perfsee publish`
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish an event, or many at once.",
        discussion: """
            The payload is a JSON object, which is sent to the receivers byte for byte. The command returns once the event \
            is on the server's disk.

            EXAMPLE:
              echo '{"data":{"orderId":17}}' | perfsee publish shop shop:order-placed -

            With --batch, each line of the input is an event, such as
              {"eventType":"shop:order-placed","payload":{"data":{"orderId":17}}}
            Up to \(EventLines.maximumEvents) are published at once, all of them or none; a longer input takes several batches.

            EXAMPLE:
              perfsee publish shop --batch orders.ndjson
            """)

    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The event type, such as shop:order-placed; not with --batch.")
    var eventType: String?
    @Argument(help: ArgumentHelp("A file with the payload, or with events; - is standard input.", valueName: "file"))
    var file: String?
    @Flag(help: "Publish an event for each line.")
    var batch = false
    @Option(
        help: """
            Identifies this event, so that a retry doesn't create another one. With --batch, that of each batch ends with \
            its number, so that the same file can be published again after a failure.
            """)
    var idempotencyKey: String?
    @OptionGroup var server: ServerOptions

    func validate() throws {
        // With --batch, what follows the project is the file.
        if batch, file != nil { throw ValidationError("With --batch, name the project and the file only.") }
        if !batch, eventType == nil { throw ValidationError("Name the event type, or use --batch.") }
    }

    func run() async throws {
        let client = try server.client()
        if batch { return try await publishLines(of: FileInput(path: eventType ?? "-"), client) }
        let input = FileInput(path: file ?? "-")
        let payload = try input.bytes()
        try Self.check(payload, of: input.name)
        let event = try await client.publish(
            eventType ?? "", payload: payload, to: project, idempotencyKey: idempotencyKey)
        if server.json { return try JSONOutput.show(event) }
        let count = event.deliveries == 1 ? "1 webhook" : "\(event.deliveries) webhooks"
        Terminal.print("Published event \(event.id) to \(count).")
    }

    /// Publishes the input in as many batches as it takes. With `--json` it prints a line for each event.
    private func publishLines(of input: FileInput, _ client: PerfseeClient) async throws {
        var lines = try EventLines(input)
        var (events, deliveries, number) = (0, 0, 0)
        while let batch = try Self.next(of: &lines, after: events) {
            guard batch.events > 0 else { continue }
            number += 1
            do {
                let published = try await client.publish(
                    lines: batch.bytes, to: project, idempotencyKey: idempotencyKey.map { "\($0)-\(number)" })
                events += published.count
                deliveries += published.reduce(0) { $0 + $1.deliveries }
                if server.json { for event in published { Terminal.print(try JSONOutput.line(of: event)) } }
            } catch let error as PerfseeClientError where batch.first > 1 {
                throw CommandFailure(
                    "\(error)\n\(Self.told(events)) Count lines from line \(batch.first) of the input.")
            }
        }
        guard !server.json else { return }
        guard events > 0 else { throw CommandFailure("\(input.name) has no events.") }
        let (what, whom) = (events == 1 ? "1 event" : "\(events) events", deliveries == 1 ? "delivery" : "deliveries")
        Terminal.print(
            "Published \(what), with \(deliveries) \(whom), in \(number == 1 ? "1 batch" : "\(number) batches").")
    }

    private static func next(of lines: inout EventLines, after events: Int) throws -> EventLines.Batch? {
        do {
            return try lines.batch()
        } catch let failure as CommandFailure where events > 0 {
            throw CommandFailure("\(failure)\n\(told(events))")
        }
    }

    /// What of an input was published before a failure.
    private static func told(_ events: Int) -> String {
        events == 1 ? "The event before it was published." : "The \(events) events before that batch were published."
    }

    /// Throws `CommandFailure` if a payload is not JSON: the server's error would count bytes of the whole request.
    private static func check(_ payload: [UInt8], of name: String) throws {
        guard let fault = JSONFault(in: payload) else { return }
        throw CommandFailure(fault.text(about: LocalizedText(verbatim: name))[.english])
    }
}
