import Domain
import Localization

/// What is wrong with the webhook form, at the input where it was typed: `headers.X-Name` is a line of one input, and
/// `retrySchedule[2]` an item of another.
struct WebhookFormFault: Sendable {
    enum Part: Hashable, Sendable {
        case line(Int)
        case item(Int)
    }

    /// The inputs in the order of the form.
    private static let order = [
        "url", "secret", "method", "expression", "description", "headers", "retrySchedule", "timeout", "maxConcurrency",
        "rateLimit", "httpVersion",
    ]

    /// The id of the input.
    var field: String
    /// Nil if the whole input is at fault.
    var part: Part?
    var reason: FaultReason

    /// In the order of the form, whatever the order in which they were found.
    static func all(_ faults: [FieldFault], of draft: WebhookDraft) -> [WebhookFormFault] {
        // Two lines of one name may both be at fault: each fault takes the first line that no other has taken.
        var lines = HeaderLine.all(in: draft.headers)
        let placed = faults.map { fault in
            let field = String(fault.field.prefix { $0 != "." && $0 != "[" })
            let part: Part? =
                switch field {
                case "headers": takeLine(of: fault, from: &lines).map { .line($0) }
                case "retrySchedule": index(in: fault.field).map { .item($0 + 1) }
                default: nil
                }
            let input = field == "eventType" ? "expression" : field
            return WebhookFormFault(field: input, part: part, reason: fault.reason)
        }
        return placed.sorted { $0.place < $1.place }
    }

    private var place: (Int, Int) {
        let input = Self.order.firstIndex(of: field) ?? Self.order.count
        return switch part {
        case nil: (input, 0)
        case .line(let number), .item(let number): (input, number)
        }
    }

    private static func takeLine(of fault: FieldFault, from lines: inout [HeaderLine]) -> Int? {
        let name = fault.field.dropFirst("headers.".count)
        let place =
            switch fault.reason {
            case .header(.duplicate): repetition(in: lines)
            case .header(.noColon): lines.firstIndex { $0.value == nil }
            default: lines.firstIndex { $0.value != nil && $0.name.cut(to: Form.shownNameLength) == name }
            }
        return place.map { lines.remove(at: $0).number }
    }

    /// The first line whose name is in an earlier one.
    private static func repetition(in lines: [HeaderLine]) -> Int? {
        var seen: Set<String> = []
        return lines.firstIndex { !seen.insert($0.name.lowercased()).inserted }
    }

    private static func index(in path: String) -> Int? {
        path.firstMatch(of: /\[([0-9]+)\]/).flatMap { Int($0.1) }
    }
}

extension WebhookFormFault {
    /// For the list at the top of the page.
    func summary(_ strings: Strings) -> FaultView {
        let label = strings("field-\(field)")
        let place =
            switch part {
            case nil: label
            case .line(let number): strings("fault-line", ["field": label, "number": String(number)])
            case .item(let number): strings("fault-item", ["field": label, "number": String(number)])
            }
        return FaultView(field: field, label: place, message: FieldView.plain(strings(reason)))
    }

    /// For the input itself.
    func sentence(_ strings: Strings) -> String {
        switch part {
        case nil: strings(reason)
        case .line(let number):
            strings("fault-at-line", ["number": String(number), "fault": strings(reason)])
        case .item(let number):
            strings("fault-at-item", ["number": String(number), "fault": strings(reason)])
        }
    }
}
