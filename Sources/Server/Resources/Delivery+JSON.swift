import Domain

extension Delivery {
    func write(to json: inout JSONWriter) {
        json.object { writeFields(to: &$0) }
    }

    /// With how it goes on.
    func write(to json: inout JSONWriter, outlook: DeliveryOutlook?) {
        json.object { json in
            writeFields(to: &json)
            outlook?.writeFields(to: &json)
        }
    }

    /// The detailed form.
    /// - Parameter body: what every attempt sent.
    func write(to json: inout JSONWriter, outlook: DeliveryOutlook?, attempts: [Attempt], body: EventBody?) {
        let text = body.map { String(decoding: $0.bytes, as: UTF8.self) }
        json.object { json in
            writeFields(to: &json)
            outlook?.writeFields(to: &json)
            json.array("attempts") { json in
                for attempt in attempts { attempt.write(to: &json, body: text) }
            }
        }
    }

    private func writeFields(to json: inout JSONWriter) {
        json.string("id", id.description)
        json.string("project", project)
        json.integer("event", event)
        json.string("eventType", eventType.text)
        json.integer("webhook", webhook)
        json.string("state", state.name)
        json.integer("attemptCount", attemptCount)
        json.time("nextAttemptAt", nextAttemptAt)
        json.time("createdAt", createdAt)
        json.time("updatedAt", updatedAt)
    }

    private static let fields: [Schema.Property] =
        [
            .always("id", .string()),
            .always(
                "project",
                Schema.string().described("The project of the event; null for a ping of an application's webhook.")
                    .orNull
            ),
            .always("event", .integer()), .always("eventType", .string()),
            .always("webhook", .integer()), .always("state", .choice(State.allCases.map(\.name))),
            .always("attemptCount", .integer()), .always("nextAttemptAt", Schema.time.orNull),
            .always("createdAt", .time), .always("updatedAt", .time),
        ] + DeliveryOutlook.fields

    static let summarySchema = Schema.object(fields)

    static let schema = Schema.object(fields + [.always("attempts", .array(of: Attempt.schema))])
}
