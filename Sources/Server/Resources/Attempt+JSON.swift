import Domain
import Localization

extension Attempt {
    /// - Parameter body: the event's body, as text.
    func write(to json: inout JSONWriter, body: String?) {
        json.object { json in
            json.integer("number", number)
            json.time("startTime", startTime)
            json.time("endTime", endTime)
            json.bool("isSuccess", isSuccess)
            json.string("reason", reason?.rawValue)
            json.string("detail", messages.isEmpty ? nil : messages.map(\.text.en).joined(separator: " "))
            json.object("request") { json in
                json.string("url", request.url)
                Self.write(request.headers, to: &json)
                json.string("body", body)
            }
            writeResponse(to: &json)
            json.object("timings") { timings.writeFields(to: &$0) }
        }
    }

    private func writeResponse(to json: inout JSONWriter) {
        guard let response else { return json.null("response") }
        json.object("response") { json in
            json.integer("status", response.status)
            Self.write(response.headers, to: &json)
            json.string("body", response.text)
            json.bool("truncated", response.isTruncated)
        }
    }

    private static func write(_ headers: [Header], to json: inout JSONWriter) {
        json.array("headers") { json in
            for header in headers {
                json.object { json in
                    json.string("name", header.name)
                    json.string("value", header.value)
                }
            }
        }
    }

    private static let headersSchema = Schema.array(
        of: .object([.always("name", .string()), .always("value", .string())]))

    static let schema = Schema.object([
        .always("number", .integer()), .always("startTime", .time), .always("endTime", .time),
        .always("isSuccess", .bool), .always("reason", FailureReason.schema.orNull),
        .always(
            "detail", Schema.string().described("Why it failed and what to do, or a remark about a success.").orNull),
        .always(
            "request",
            .object([
                .always("url", .string()), .always("headers", headersSchema), .always("body", Schema.string().orNull),
            ])),
        .always(
            "response",
            Schema.object([
                .always("status", .integer()), .always("headers", headersSchema), .always("body", .string()),
                .always("truncated", .bool),
            ]).orNull),
        .always("timings", Timings.schema),
    ])
}

extension Attempt.Timings {
    func writeFields(to json: inout JSONWriter) {
        json.number("dns", dns?.fractionalMilliseconds)
        json.number("connect", connect?.fractionalMilliseconds)
        json.number("tls", tls?.fractionalMilliseconds)
        json.number("firstByte", firstByte?.fractionalMilliseconds)
        json.number("total", total.fractionalMilliseconds)
    }

    static let schema = Schema.object([
        .always("dns", Schema.number.orNull), .always("connect", Schema.number.orNull),
        .always("tls", Schema.number.orNull), .always("firstByte", Schema.number.orNull), .always("total", .number),
    ])
}
