import Domain
import Localization

extension Webhook {
    /// - Parameter warnings: what is probably a mistake in it; nil where that is not looked up.
    func write(_ warnings: [WebhookWarning]? = nil, to json: inout JSONWriter) {
        json.object { json in
            json.integer("id", id)
            json.string("url", url)
            json.bool("hasSecret", hasSecret)
            json.bool("hasPreparedSecret", hasPreparedSecret)
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
            if let warnings {
                json.array("warnings") { json in
                    for warning in warnings { warning.write(to: &json) }
                }
            }
            writeHealth(to: &json)
            guard let lastDelivery else { return json.null("lastDelivery") }
            json.object("lastDelivery") { lastDelivery.writeFields(to: &$0) }
        }
    }

    private func writeHealth(to json: inout JSONWriter) {
        let code = healthCode
        json.string("health", code.rawValue)
        json.time("failingSince", code == .ok ? nil : health.failingSince)
        json.time("nextTryAt", code == .paused ? health.nextProbe : nil)
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
        json.string("httpVersion", httpVersion.rawValue)
    }

    static let schema = Schema.object([
        .always("id", .integer()), .always("url", .string()), .always("hasSecret", .bool),
        .always(
            "hasPreparedSecret",
            Schema.bool.described("Whether a new secret is prepared, which signs nothing until it is switched to.")),
        .always("method", .choice([method])), .always("eventType", .string()), .always("enabled", .bool),
        .always("disabledReason", Schema.choice(DisabledReason.allCases.map(\.rawValue)).orNull),
        .always("description", .string()),
        .always("headers", Schema.array(of: .string()).described("The names of the extra headers.")),
        .always(
            "retrySchedule",
            Schema.array(of: .integer()).described("Null if the server's default applies.").orNull),
        .always("timeout", .integer(timeoutRange.wholeSeconds)),
        .always("maxConcurrency", .integer(concurrencyRange)), .always("rateLimit", Schema.integer(rateRange).orNull),
        .always("httpVersion", .choice(WebhookHTTPVersion.allCases.map(\.rawValue))),
        .always("createdAt", .time), .always("updatedAt", .time),
        .maybe(
            "warnings",
            Schema.array(of: WebhookWarning.schema).described(
                "What is probably a mistake, such as an item of eventType that matches no known type. Lists don't have it."
            )),
        .always(
            "health",
            Schema.choice(HealthCode.allCases.map(\.rawValue)).described(
                "`failing` if the last attempt failed; `paused` while its circuit is open or after the receiver asked to wait. "
                    + "Pings do not count.")),
        .always(
            "failingSince",
            Schema.time.described("When the first attempt since the last success failed; null if none did.").orNull),
        .always(
            "nextTryAt", Schema.time.described("When a paused webhook is tried again; null if it is not paused.").orNull
        ),
        .always("lastDelivery", LastDelivery.schema.orNull),
    ])
}

extension WebhookWarning {
    private var field: String {
        switch self {
        case .unknownEventType: WebhookFields.eventType.name
        }
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.string("field", field)
            json.string("message", text[.english])
        }
    }

    static let schema = Schema.object([.always("field", .string()), .always("message", .string())])
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
