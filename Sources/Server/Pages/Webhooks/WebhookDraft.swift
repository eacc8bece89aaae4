import Domain
import Localization

/// A webhook as typed into the form: all text, checked by the API's rules when it is saved.
struct WebhookDraft: Sendable {
    var url = ""
    var secret = ""
    /// The catalog types that are checked.
    var types: Set<String> = []
    /// What is typed next to them: wildcards and custom types.
    var expression = ""
    var description = ""
    var headers = ""
    var schedule = ""
    var timeout = ""
    var maxConcurrency = ""
    var rateLimit = ""
    var httpVersion = Webhook.defaultHTTPVersion.rawValue
    var method = Webhook.method

    /// The types that can be checked. A ping goes to the one webhook that is tested, whatever its expression is.
    static let choices = EventCatalog.types.filter { $0 != .ping }

    /// An empty form: Perfsee's own event for a finished bundle is what most people want.
    init() {
        types = [EventType.bundleFinished.text]
    }

    init(_ form: PostedForm) {
        url = form["url"].trimmed
        secret = form["secret"]
        types = Set(form.all("types"))
        expression = form["expression"].trimmed
        description = form.lines("description")
        headers = form.lines("headers")
        schedule = form["retrySchedule"].trimmed
        timeout = form["timeout"].trimmed
        maxConcurrency = form["maxConcurrency"].trimmed
        rateLimit = form["rateLimit"].trimmed
        httpVersion = form["httpVersion"].isEmpty ? Webhook.defaultHTTPVersion.rawValue : form["httpVersion"]
        method = form["method"].isEmpty ? Webhook.method : form["method"]
    }

    /// The current settings, for the form that changes them; the secret and the headers' values are not shown again.
    init(_ webhook: Webhook) {
        url = webhook.url
        let items = webhook.eventType.text.split(byte: ",").map(\.trimmed).filter { !$0.isEmpty }
        let catalog = Set(Self.choices.map(\.text))
        types = Set(items).intersection(catalog)
        expression = items.filter { !catalog.contains($0) }.joined(separator: ", ")
        description = webhook.description
        schedule = webhook.retrySchedule?.typed ?? ""
        timeout = String(webhook.timeout.wholeSeconds)
        maxConcurrency = String(webhook.maxConcurrency)
        rateLimit = webhook.rateLimit.map(String.init) ?? ""
        httpVersion = webhook.httpVersion.rawValue
    }

    /// The event type expression for the checked and typed types.
    var eventType: String {
        let ticked = Self.choices.map(\.text).filter(types.contains)
        return (ticked + (expression.isEmpty ? [] : [expression])).joined(separator: ",")
    }

    /// The equivalent body of an API request: text that is not a number stays text, so that the API's rule refuses it.
    func json() -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.string("url", url)
            json.string("method", method)
            json.string("eventType", eventType)
            json.string("description", description)
            if !secret.isEmpty { json.string("secret", secret) }
            if !headers.isEmpty { write(headers: &json) }
            if schedule.isEmpty {
                json.null("retrySchedule")
            } else {
                json.array("retrySchedule") { json in
                    for wait in schedule.split(byte: ",").map(\.trimmed) { Self.number(nil, wait, &json) }
                }
            }
            json.string("httpVersion", httpVersion)
            for (name, text) in [("timeout", timeout), ("maxConcurrency", maxConcurrency), ("rateLimit", rateLimit)] {
                if text.isEmpty { json.null(name) } else { Self.number(name, text, &json) }
            }
        }
        return json.bytes
    }

    /// What is wrong with the text itself, before it can be read as a request's body.
    var faults: [FieldFault] {
        HeaderLine.all(in: headers).filter { $0.value == nil }.map { _ in
            FieldFault(field: WebhookFields.headers.name, reason: .header(.noColon))
        }
    }

    private func write(headers json: inout JSONWriter) {
        json.object("headers") { json in
            for line in HeaderLine.all(in: headers) {
                if let value = line.value { json.string(line.name, value) }
            }
        }
    }

    private static func number(_ key: String?, _ text: String, _ json: inout JSONWriter) {
        if let number = Int(text) { json.integer(key, number) } else { json.string(key, text) }
    }
}
