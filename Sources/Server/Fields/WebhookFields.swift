import Domain
import Localization
import Signing
import Storage

/// The fields of a webhook that can be set.
enum WebhookFields {
    static let url = Field<String>.text(
        "url", 1...Webhook.maximumURLLength,
        "An http or https URL without user info. Its address must be public and its port open, unless an operator allows others. "
            + "An international domain name is stored in its `xn--` form.",
        control: .leftToCheck,
        check: { text in
            do throws(WebhookURLFault) {
                _ = try WebhookURL(new: try InternationalURL.ascii(text))
                return nil
            } catch {
                return .url(error, at: error.position(in: text))
            }
        })
    static let secret = Field<String>.text(
        "secret", 1...WebhookSecret.maximumLength,
        "Signs the deliveries. Write-only; null removes it.", isNullable: true
    ) { text in
        do throws(InvalidSecret) {
            _ = try WebhookSecret(new: text)
            return nil
        } catch {
            return .secret(error)
        }
    }
    static let method = Field<String>.text(
        "method", 1...16, "Always POST.", isNullable: true
    ) { $0 == Webhook.method ? nil : .webhook(.method(only: Webhook.method)) }
    static let eventType = Field<String>.text(
        "eventType", 0...EventTypeExpression.maximumLength,
        "An event type expression. Default: *. An empty one matches nothing.", isNullable: true,
        check: faultOfExpression)
    static let enabled = Field<Bool>.bool("enabled", "Whether deliveries are sent. Default: true.", isNullable: true)
    static let description = Field<String>.text(
        "description", 0...Webhook.maximumDescriptionLength, "What the webhook is for.", isNullable: true,
        control: .layoutTaken)
    static let headers = WebhookHeaders.field
    static let retrySchedule = Field<RetrySchedule>(
        "retrySchedule",
        Schema.array(of: .integer(RetrySchedule.waitRange.wholeSeconds), upTo: RetrySchedule.maximumCount).described(
            "The waits between attempts in seconds, at most \(RetrySchedule.maximumTotal.wholeSeconds) in total. "
                + "Null restores the server's default: ten attempts over about three days, unless its operator has set another."
        ),
        isNullable: true, read: readSchedule)
    static let timeout = Field<Duration>.seconds(
        "timeout", Webhook.timeoutRange,
        "The timeout of an attempt in seconds. Default: \(Webhook.defaultTimeout.wholeSeconds).",
        isNullable: true)
    static let maxConcurrency = Field<Int>.integer(
        "maxConcurrency", Webhook.concurrencyRange,
        "The maximum number of concurrent requests. Default: \(Webhook.defaultConcurrency).",
        isNullable: true)
    static let rateLimit = Field<Int>.integer(
        "rateLimit", Webhook.rateRange, "The maximum number of attempts per second. Null removes the limit.",
        isNullable: true)

    static let httpVersion = Field<WebhookHTTPVersion>.choice(
        "httpVersion",
        "The version of HTTP to send with. 1.1, the default, is sent with HTTP/2 only to receivers that speak nothing else. "
            + "2 falls back to HTTP/1.1 over https; over http the receiver has to speak HTTP/2.",
        isNullable: true)

    /// What is wrong with an event type expression: an item that can never match.
    @Sendable static func faultOfExpression(_ text: String) -> FaultReason? {
        EventTypeExpression(text).unmatchable.map { .webhook(.unmatchable($0)) }
    }

    static let creation = FieldTable([
        .required(url), .optional(secret), .optional(method), .optional(eventType), .optional(enabled),
        .optional(description), .optional(headers), .optional(retrySchedule), .optional(timeout),
        .optional(maxConcurrency), .optional(rateLimit), .optional(httpVersion),
    ])
    static let change = FieldTable([
        .changeable(url), .changeable(secret), .changeable(method), .changeable(eventType), .changeable(enabled),
        .changeable(description), .changeable(headers), .changeable(retrySchedule), .changeable(timeout),
        .changeable(maxConcurrency), .changeable(rateLimit), .changeable(httpVersion),
    ])

    @Sendable private static func readSchedule(_ value: JSONValue, _ faults: inout [FieldFault]) -> RetrySchedule? {
        guard value.kind == .array else { return faults.refuse("retrySchedule", .schedule(.notIntegers)) }
        let items = value.children
        guard items.count <= RetrySchedule.maximumCount else {
            return faults.refuse("retrySchedule", .schedule(.tooMany(limit: RetrySchedule.maximumCount)))
        }
        let before = faults.count
        let waits = items.enumerated().compactMap { index, item in readWait(item, index, &faults) }
        guard faults.count == before else { return nil }
        return RetrySchedule(waits)
            ?? faults.refuse("retrySchedule", .schedule(.tooLong(limit: RetrySchedule.maximumTotal.wholeSeconds)))
    }

    private static func readWait(_ value: JSONValue, _ index: Int, _ faults: inout [FieldFault]) -> Duration? {
        let name = "retrySchedule[\(index)]"
        let range = RetrySchedule.waitRange.wholeSeconds
        guard value.isInteger else { return faults.refuse(name, .notInteger) }
        guard let wait = value.integer, range.contains(wait) else {
            return faults.refuse(name, .schedule(.wait(lowest: range.lowerBound, highest: range.upperBound)))
        }
        return .seconds(wait)
    }
}

extension Form {
    /// Refuses a URL that the egress rules do not allow.
    mutating func checkURL(by egress: EgressPolicy, _ ownAddresses: any MachineAddresses) {
        check(WebhookFields.url) { text in
            guard let url = try? WebhookURL(InternationalURL.ascii(text)) else { return nil }
            return egress.block(of: url, own: ownAddresses.current()).map(FaultReason.blocked)
        }
    }

    /// Throws if a field is at fault.
    func webhookSettings() throws(Problem) -> WebhookSettings {
        try validate()
        return WebhookSettings(
            url: url ?? "", secret: self[WebhookFields.secret],
            eventType: self[WebhookFields.eventType] ?? Webhook.defaultEventType,
            isEnabled: self[WebhookFields.enabled] ?? true, description: self[WebhookFields.description] ?? "",
            headers: self[WebhookFields.headers] ?? [], retrySchedule: self[WebhookFields.retrySchedule],
            timeout: self[WebhookFields.timeout] ?? Webhook.defaultTimeout,
            maxConcurrency: self[WebhookFields.maxConcurrency] ?? Webhook.defaultConcurrency,
            rateLimit: self[WebhookFields.rateLimit],
            httpVersion: self[WebhookFields.httpVersion] ?? Webhook.defaultHTTPVersion)
    }

    /// - Parameter webhook: the webhook before the change; its headers were meant for its origin alone.
    func webhookChanges(of webhook: Webhook) throws(Problem) -> WebhookChanges {
        try validate()
        var changes = WebhookChanges()
        changes.url = url
        changes.secret = change(WebhookFields.secret)
        changes.eventType = value(WebhookFields.eventType, orDefault: Webhook.defaultEventType)
        changes.isEnabled = value(WebhookFields.enabled, orDefault: true)
        changes.description = value(WebhookFields.description, orDefault: "")
        changes.headers = value(WebhookFields.headers, orDefault: []) ?? (leavesOrigin(of: webhook) ? [] : nil)
        changes.retrySchedule = change(WebhookFields.retrySchedule)
        changes.timeout = value(WebhookFields.timeout, orDefault: Webhook.defaultTimeout)
        changes.maxConcurrency = value(WebhookFields.maxConcurrency, orDefault: Webhook.defaultConcurrency)
        changes.rateLimit = change(WebhookFields.rateLimit)
        changes.httpVersion = value(WebhookFields.httpVersion, orDefault: Webhook.defaultHTTPVersion)
        return changes
    }

    /// As it is sent.
    private var url: String? {
        self[WebhookFields.url].map { (try? InternationalURL.ascii($0)) ?? $0 }
    }

    private func leavesOrigin(of webhook: Webhook) -> Bool {
        guard let url else { return false }
        return (try? WebhookURL(url).origin) != (try? WebhookURL(webhook.url).origin)
    }

    /// Nil leaves the field as it is.
    private func value<Value>(_ field: Field<Value>, orDefault value: Value) -> Value? {
        isNull(field) ? value : self[field]
    }

    private func change<Value>(_ field: Field<Value>) -> Change<Value> {
        has(field) ? .set(self[field]) : .keep
    }
}
