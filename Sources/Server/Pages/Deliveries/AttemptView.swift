import Domain
import Localization

/// One attempt in full detail.
struct AttemptView: Sendable {
    struct Header: Sendable {
        var name: String
        var value: String
    }

    /// A segment of the timing bar, in thousandths of its width, which is the same time for all attempts on a page.
    struct Step: Sendable {
        var name: String
        var kind: String
        var x: Int
        var width: Int
        var span: String
    }

    var number: Int
    var mark: StatusBadge
    var start: MomentView
    var total: String
    /// Why it failed and what to do about it; nil if it succeeded.
    var reason: SentenceView?
    /// An English sentence that another version recorded, on a page in another language.
    var recorded: RecordedView?
    /// Anything else that is remarkable.
    var notes: [SentenceView]
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

    /// - Parameter longest: how long the slowest attempt on the page took.
    init(_ attempt: Attempt, body: String, longest: Duration, _ request: PageRequest) {
        let strings = request.strings
        number = attempt.number
        mark = StatusBadge(attempt, strings)
        start = MomentView(attempt.startTime, now: request.now, strings)
        total = SpanText.of(attempt.timings.total)
        let explanation = AttemptExplanation(attempt, strings.language)
        reason = explanation.reason.map { SentenceView($0) }
        recorded = explanation.recorded.map { RecordedView($0) }
        notes = explanation.notes.map { SentenceView($0) }
        url = attempt.request.url
        requestHeaders = attempt.request.headers.map { Header(name: $0.name, value: $0.value) }
        curl = CurlCommand(request: attempt.request, body: body).text
        hasResponse = attempt.response != nil
        status = attempt.response?.status
        responseHeaders = attempt.response?.headers.map { Header(name: $0.name, value: $0.value) } ?? []
        responseBody = Self.indented(attempt.response?.text ?? "")
        isEmpty = responseBody.isEmpty
        isTruncated = attempt.response?.isTruncated ?? false
        steps = Self.steps(of: attempt, longest: longest, strings)
        hasSteps = !steps.isEmpty
    }

    private static func steps(of attempt: Attempt, longest: Duration, _ strings: Strings) -> [Step] {
        let timings = attempt.timings
        let whole = max(longest, timings.total, .microseconds(1))
        var spans = [
            "dns": timings.dns ?? .zero, "connect": timings.connect ?? .zero, "tls": timings.tls ?? .zero,
        ]
        let open = timings.total - spans.values.reduce(.zero, +)
        if let firstByte = timings.firstByte {
            let wait = max(.zero, firstByte - (timings.total - open))
            spans["wait"] = wait
            spans["rest"] = max(.zero, open - wait)
        } else {
            // An attempt without an answer ended in the step that it did not get past.
            spans[lastStep(of: attempt), default: .zero] += max(.zero, open)
        }
        var x = 0
        return ["dns", "connect", "tls", "wait", "rest"].compactMap { kind in
            let span = spans[kind] ?? .zero
            guard span > .zero else { return nil }
            let width = min(1000 - x, max(1, Int((span / whole * 1000).rounded())))
            defer { x += width }
            return Step(name: strings("step-\(kind)"), kind: kind, x: x, width: width, span: SpanText.of(span))
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

    /// Indented if it is a JSON object or array, else unchanged.
    private static func indented(_ text: String) -> String {
        let first = text.utf8.first { $0 > 0x20 }
        let isNested = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        return (isNested ? IndentedJSON.text(of: Array(text.utf8)) : nil) ?? text
    }
}
