import Domain
import Foundation
import Storage

/// The page of one delivery.
struct DeliveryView: Sendable {
    var id: String
    var shortID: String
    var path: String
    var eventType: String
    /// Nil for the ping of an application's webhook.
    var project: String?
    var webhook: String
    var webhookHref: String?
    var mark: MarkView
    var created: MomentView
    var next: MomentView?
    /// Whether it can be sent again now.
    var canRedeliver: Bool
    var whyNot: String?
    /// The event's body as it is sent, and indented for reading.
    var body: String
    var prettyBody: String
    var attempts: [AttemptView]
    var hasAttempts: Bool

    init(
        _ delivery: Delivery, _ attempts: [Attempt], _ webhook: Webhook?, _ sent: EventBody?, _ here: OwnerVisit,
        isHeard: Bool
    ) {
        let words = here.words
        id = delivery.id.description
        shortID = String(id.prefix(8))
        path = "\(here.deliveriesPath)/\(id)"
        project = delivery.project
        eventType = delivery.eventType.text
        self.webhook = webhook?.url ?? words("webhook-gone", ["id": String(delivery.webhook)])
        webhookHref = webhook.map { "\(here.webhooksPath)/\($0.id)" }
        let last = attempts.last.map {
            AttemptOutcome(
                status: $0.response?.status, reason: $0.reason, milliseconds: $0.endTime.since($0.startTime))
        }
        mark = here.mark(of: delivery, last: last, webhook)
        created = MomentView(delivery.createdAt, now: here.visit.now, words)
        next = delivery.nextAttemptAt.map { MomentView($0, now: here.visit.now, words) }
        whyNot = Self.whyNot(delivery, webhook, isHeard: isHeard).map { words($0) }
        canRedeliver = whyNot == nil
        let bytes = sent?.bytes ?? []
        body = String(decoding: bytes, as: UTF8.self)
        prettyBody = Self.pretty(bytes) ?? body
        self.attempts = attempts.reversed().map { AttemptView($0, body: String(decoding: bytes, as: UTF8.self), here) }
        hasAttempts = !attempts.isEmpty
    }

    private static func whyNot(_ delivery: Delivery, _ webhook: Webhook?, isHeard: Bool) -> String? {
        if delivery.state == .sending { return "not-while-sending" }
        guard let webhook else { return "not-without-webhook" }
        guard webhook.isEnabled || delivery.eventType == .ping else { return "not-while-disabled" }
        return isHeard ? nil : "not-while-no-member"
    }

    private static func pretty(_ bytes: [UInt8]) -> String? {
        guard let value = try? JSONSerialization.jsonObject(with: Data(bytes)),
            let text = try? JSONSerialization.data(
                withJSONObject: value, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        else { return nil }
        return String(decoding: text, as: UTF8.self)
    }
}

/// One attempt with all that is known of it.
struct AttemptView: Sendable {
    struct Header: Sendable {
        var name: String
        var value: String
    }

    /// A piece of the bar of timings, in thousandths of its width.
    struct Step: Sendable {
        var name: String
        var kind: String
        var x: Int
        var width: Int
        var span: String
    }

    var number: Int
    var mark: MarkView
    var start: MomentView
    var total: String
    /// Why it failed and what to do about it; nil where it succeeded.
    var reason: String?
    /// What more is known of it, where the table of strings does not know the sentence.
    var foreignDetail: String?
    var url: String
    var requestHeaders: [Header]
    var curl: String
    var hasResponse: Bool
    var status: Int?
    var responseHeaders: [Header]
    var responseBody: String
    var isTruncated: Bool
    var isEmpty: Bool
    var steps: [Step]
    var hasSteps: Bool

    init(_ attempt: Attempt, body: String, _ here: OwnerVisit) {
        let words = here.words
        number = attempt.number
        mark = MarkView(attempt, words)
        start = MomentView(attempt.startTime, now: here.visit.now, words)
        total = SpanText.of(milliseconds: attempt.timings.total)
        let general = attempt.reason.map {
            words("reason-\($0.rawValue)", ["status": String(attempt.response?.status ?? 0)])
        }
        // What was said of this one attempt is more than what can be said of all that failed so.
        let particular = attempt.detail.flatMap(words.translation)
        reason = particular ?? general
        foreignDetail = particular == nil ? attempt.detail : nil
        url = attempt.request.url
        requestHeaders = attempt.request.headers.map { Header(name: $0.name, value: $0.value) }
        curl = Self.curl(attempt.request, body: body)
        hasResponse = attempt.response != nil
        status = attempt.response?.status
        responseHeaders = attempt.response?.headers.map { Header(name: $0.name, value: $0.value) } ?? []
        responseBody = String(decoding: attempt.response?.body ?? [], as: UTF8.self)
        isEmpty = responseBody.isEmpty
        isTruncated = attempt.response?.isTruncated ?? false
        steps = Self.steps(of: attempt, words)
        hasSteps = !steps.isEmpty
    }

    private static func steps(of attempt: Attempt, _ words: Words) -> [Step] {
        let timings = attempt.timings
        let total = max(timings.total, 0.001)
        var spans = ["dns": timings.dns ?? 0, "connect": timings.connect ?? 0, "tls": timings.tls ?? 0]
        let open = timings.total - spans.values.reduce(0, +)
        if let firstByte = timings.firstByte {
            let wait = max(0, firstByte - (timings.total - open))
            spans["wait"] = wait
            spans["rest"] = max(0, open - wait)
        } else {
            // What was never answered ended in the step that it did not get past.
            spans[lastStep(of: attempt), default: 0] += max(0, open)
        }
        var x = 0
        return ["dns", "connect", "tls", "wait", "rest"].compactMap { kind in
            let span = spans[kind] ?? 0
            guard span > 0 else { return nil }
            let width = min(1000 - x, Int((span / total * 1000).rounded()))
            defer { x += width }
            return Step(
                name: words("step-\(kind)"), kind: kind, x: x, width: width, span: SpanText.of(milliseconds: span))
        }
    }

    private static func lastStep(of attempt: Attempt) -> String {
        let timings = attempt.timings
        switch attempt.reason {
        case .dns: return "dns"
        case .blockedAddress, .refused, .connect: return "connect"
        case .tls: return "tls"
        default:
            if timings.dns != nil, timings.connect == nil { return "connect" }
            let isTLS = attempt.request.url.lowercased().hasPrefix("https:")
            return isTLS && timings.connect != nil && timings.tls == nil ? "tls" : "wait"
        }
    }

    /// A command that sends the same request; every value is quoted for a shell.
    private static func curl(_ request: Attempt.Request, body: String) -> String {
        let quote = { (text: String) in "'\(text.replacing("'", with: "'\\''"))'" }
        let headers = request.headers.map { "  -H \(quote("\($0.name): \($0.value)"))" }
        return (["curl -X POST \(quote(request.url))"] + headers + ["  --data-binary \(quote(body))"])
            .joined(separator: " \\\n")
    }
}
