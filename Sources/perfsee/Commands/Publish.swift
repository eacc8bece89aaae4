import ArgumentParser
import JSONLexing
import Localization
import PerfseeSDK
import Server

/// `perfsee publish`
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish an event.",
        discussion: """
            The payload is a JSON object, which is sent to the receivers byte for byte. The command returns once the event \
            is on the server's disk.

            EXAMPLE:
              echo '{"data":{"orderId":17}}' | perfsee publish shop shop:order-placed -
            """)

    @Argument(help: "The project's ID.")
    var project: String
    @Argument(help: "The event type, such as shop:order-placed.")
    var eventType: String
    @Argument(help: ArgumentHelp("A file with the payload; - is standard input.", valueName: "file"))
    var file = "-"
    @Option(help: "Identifies this event, so that a retry doesn't create another one.")
    var idempotencyKey: String?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let client = try server.client()
        let input = FileInput(path: file)
        let payload = try input.bytes()
        try Self.check(payload, of: input.name)
        let event = try await client.publish(eventType, payload: payload, to: project, idempotencyKey: idempotencyKey)
        if server.json { return try JSONOutput.show(event) }
        let count = event.deliveries == 1 ? "1 webhook" : "\(event.deliveries) webhooks"
        Terminal.print("Published event \(event.id) to \(count).")
    }

    /// Throws `CommandFailure` if a payload is not JSON: the server's error would count bytes of the whole request.
    private static func check(_ payload: [UInt8], of name: String) throws {
        guard let fault = JSONFault(in: payload) else { return }
        throw CommandFailure(fault.text(about: LocalizedText(verbatim: name))[.english])
    }
}
