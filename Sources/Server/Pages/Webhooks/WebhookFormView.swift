import Domain
import Localization

/// The forms that create and change a webhook.
struct WebhookFormView: Sendable {
    struct TypeBox: Sendable {
        var type: String
        var about: String
        var isChecked: Bool
    }

    struct VersionChoice: Sendable {
        var value: String
        var label: String
        var isChosen: Bool
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
    var httpVersion: FieldView
    var versions: [VersionChoice]
    /// Whether a field under "Advanced" is at fault, so that the section has to be open.
    var isOpen: Bool
    var faults: [FaultView]
    var hasFaults: Bool

    init(
        _ draft: WebhookDraft, action: String, headerNames: [String]?, hasSecret: Bool = false,
        faults: [FieldFault] = [], _ request: PageRequest
    ) {
        let strings = request.strings
        let defaultSchedule = request.services.configuration.defaultSchedule
        self.action = action
        isNew = headerNames == nil
        button = strings(isNew ? "create-webhook" : "save-webhook")
        let places = WebhookFormFault.all(faults, of: draft)
        func field(_ name: String, _ value: String, hint: String? = nil) -> FieldView {
            let sentences = places.filter { $0.field == name }.map { $0.sentence(strings) }
            return FieldView(
                name, label: strings("field-\(name)"), value: value, hint: hint,
                fault: sentences.isEmpty ? nil : sentences.joined(separator: "\n"))
        }
        url = field("url", draft.url, hint: strings("hint-url"))
        secret = field("secret", isNew ? draft.secret : "", hint: strings(isNew ? "hint-secret" : "hint-secret-rotate"))
        types = WebhookDraft.choices.map { type in
            TypeBox(
                type: type.text, about: strings("type-\(type.text.replacing(":", with: "-"))"),
                isChecked: draft.types.contains(type.text))
        }
        allChecked = types.allSatisfy(\.isChecked)
        expression = field("expression", draft.expression, hint: strings("hint-expression"))
        description = field("description", draft.description)
        let kept = headerNames.map { names in
            let listed = names.joined(separator: strings("list-separator"))
            return names.isEmpty ? strings("hint-headers") : strings("hint-headers-kept", ["names": listed])
        }
        headers = field("headers", draft.headers, hint: kept ?? strings("hint-headers"))
        advanced = [
            field("retrySchedule", draft.schedule, hint: defaultSchedule.hint(strings)),
            field("timeout", draft.timeout, hint: strings("hint-timeout")),
            field("maxConcurrency", draft.maxConcurrency, hint: strings("hint-concurrency")),
            field("rateLimit", draft.rateLimit, hint: strings("hint-rate")),
        ]
        httpVersion = field("httpVersion", draft.httpVersion, hint: strings("hint-http-version"))
        versions = WebhookHTTPVersion.allCases.map { version in
            VersionChoice(
                value: version.rawValue, label: "HTTP/\(version.rawValue)",
                isChosen: version.rawValue == draft.httpVersion)
        }
        isOpen = ([description, headers, httpVersion] + advanced).contains { $0.fault != nil }
        self.faults = places.map { $0.summary(strings) }
        hasFaults = !faults.isEmpty
    }
}
