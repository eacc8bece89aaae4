import Domain

extension Event {
    /// The form in lists: without the payload.
    func writeSummary(to json: inout JSONWriter) {
        json.object { writeFields(to: &$0) }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            writeFields(to: &json)
            json.raw("payload", body.payload(of: eventType))
        }
    }

    private func writeFields(to json: inout JSONWriter) {
        json.integer("id", id)
        json.string("eventType", eventType.text)
        json.integer("size", body.bytes.count)
        json.time("createdAt", createdAt)
    }

    private static let fields: [Schema.Property] = [
        .always("id", .integer()), .always("eventType", .string()),
        .always("size", Schema.integer().described("The size of the body that is sent, in bytes.")),
        .always("createdAt", .time),
    ]

    static let summarySchema = Schema.object(fields)

    static let schema = Schema.object(fields + [.always("payload", Schema.map(of: .any))])
}
