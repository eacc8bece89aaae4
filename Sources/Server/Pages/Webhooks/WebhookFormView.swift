import Domain

/// The form that creates a webhook, and the one that changes it.
struct WebhookFormView: Sendable {
    struct TypeBox: Sendable {
        var type: String
        var about: String
        var isChecked: Bool
    }

    var action: String
    var button: String
    var isNew: Bool
    var url: FieldView
    var secret: FieldView
    var types: [TypeBox]
    var allChecked: Bool
    var expression: FieldView
    var description: FieldView
    var headers: FieldView
    var advanced: [FieldView]
    /// Whether a field behind "Advanced" is at fault, so that it has to be open.
    var isOpen: Bool
    var faults: [FaultView]
    var hasFaults: Bool

    init(
        _ draft: WebhookDraft, action: String, headerNames: [String]?, hasSecret: Bool = false,
        faults: [FieldFault] = [], _ words: Words
    ) {
        self.action = action
        isNew = headerNames == nil
        button = words(isNew ? "create-webhook" : "save-webhook")
        // `headers.X-Name` and `retrySchedule[2]` are shown at the field that they were typed into.
        let places = faults.map { fault in
            let field = String(fault.field.prefix { $0 != "." && $0 != "[" })
            let place = field == "eventType" ? "expression" : field
            return FieldFault(field: place, message: words.fault(fault.message))
        }
        func field(_ name: String, _ value: String, hint: String? = nil) -> FieldView {
            FieldView(
                name, label: words("field-\(name)"), value: value, hint: hint,
                fault: places.first { $0.field == name }?.message)
        }
        url = field("url", draft.url, hint: words("hint-url"))
        secret = field("secret", isNew ? draft.secret : "", hint: words(isNew ? "hint-secret" : "hint-secret-rotate"))
        types = WebhookDraft.choices.map { type in
            TypeBox(
                type: type.text, about: words("type-\(type.text.replacing(":", with: "-"))"),
                isChecked: draft.types.contains(type.text))
        }
        allChecked = types.allSatisfy(\.isChecked)
        expression = field("expression", draft.expression, hint: words("hint-expression"))
        description = field("description", draft.description)
        let kept = headerNames.map { names in
            let listed = names.joined(separator: words("list-separator"))
            return names.isEmpty ? words("hint-headers") : words("hint-headers-kept", ["names": listed])
        }
        headers = field("headers", draft.headers, hint: kept ?? words("hint-headers"))
        advanced = [
            field("retrySchedule", draft.schedule, hint: words("hint-schedule")),
            field("timeout", draft.timeout, hint: words("hint-timeout")),
            field("maxConcurrency", draft.maxConcurrency, hint: words("hint-concurrency")),
            field("rateLimit", draft.rateLimit, hint: words("hint-rate")),
        ]
        isOpen = ([description, headers] + advanced).contains { $0.fault != nil }
        self.faults = places.map {
            FaultView(field: $0.field, label: words("field-\($0.field)"), message: $0.message)
        }
        hasFaults = !faults.isEmpty
    }
}
