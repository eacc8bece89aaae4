import Domain

extension Webhook {
    func write(to json: inout JSONWriter) {
        json.object { json in
            json.integer("id", id)
            json.string("url", url)
            json.bool("hasSecret", hasSecret)
            json.string("method", Self.method)
            json.string("eventType", eventType.text)
            json.bool("enabled", isEnabled)
            json.string("disabledReason", disabledReason?.rawValue)
            json.string("description", description)
            json.array("headers") { json in
                for name in headerNames { json.string(nil, name) }
            }
            writeSending(to: &json)
            json.time("createdAt", createdAt)
            json.time("updatedAt", updatedAt)
            guard let lastDelivery else { return json.null("lastDelivery") }
            json.object("lastDelivery") { lastDelivery.writeFields(to: &$0) }
        }
    }

    private func writeSending(to json: inout JSONWriter) {
        if let retrySchedule {
            json.array("retrySchedule") { json in
                for wait in retrySchedule.waits { json.integer(nil, wait.wholeSeconds) }
            }
        } else {
            json.null("retrySchedule")
        }
        json.integer("timeout", timeout.wholeSeconds)
        json.integer("maxConcurrency", maxConcurrency)
        json.integer("rateLimit", rateLimit)
    }

    static let schema = Schema.object([
        .always("id", .integer()), .always("url", .string()), .always("hasSecret", .bool),
        .always("method", .choice([method])), .always("eventType", .string()), .always("enabled", .bool),
        .always("disabledReason", Schema.choice(DisabledReason.allCases.map(\.rawValue)).orNull),
        .always("description", .string()),
        .always("headers", Schema.array(of: .string()).described("The names of the extra headers.")),
        .always(
            "retrySchedule",
            Schema.array(of: .integer()).described("Null if the server's default applies.").orNull),
        .always("timeout", .integer(timeoutRange.wholeSeconds)),
        .always("maxConcurrency", .integer(concurrencyRange)), .always("rateLimit", Schema.integer(rateRange).orNull),
        .always("createdAt", .time), .always("updatedAt", .time),
        .always("lastDelivery", LastDelivery.schema.orNull),
    ])
}

extension Webhook.LastDelivery {
    func writeFields(to json: inout JSONWriter) {
        json.string("deliveryId", deliveryID.description)
        json.time("startTime", startTime)
        json.time("endTime", endTime)
        json.integer("statusCode", statusCode)
        json.bool("isSuccess", isSuccess)
        json.string("reason", reason?.rawValue)
    }

    static let schema = Schema.object([
        .always("deliveryId", .string()), .always("startTime", .time), .always("endTime", .time),
        .always("statusCode", Schema.integer().orNull), .always("isSuccess", .bool),
        .always("reason", FailureReason.schema.orNull),
    ])
}

extension FailureReason {
    static let schema = Schema.choice(allCases.map(\.rawValue))
}
