import Localization

/// One field of a form as it is shown: its input, and what is wrong with it.
struct FieldView: Sendable {
    var name: String
    var label: String
    var value: String
    var hint: String?
    /// Nil if nothing is wrong.
    var fault: String?

    init(_ name: String, label: String, value: String = "", hint: String? = nil, fault: String? = nil) {
        self.name = name
        self.label = label
        self.value = value
        self.hint = hint
        self.fault = fault.map(Self.plain)
    }
}

extension FieldView {
    /// Without the backticks that sentences for logs and terminals have around names and commands.
    static func plain(_ sentence: String) -> String { sentence.replacing("`", with: "") }
}

/// What is wrong with a form, shown at its top with a link to each field.
struct FaultView: Sendable {
    var field: String
    var label: String
    var message: String

    init(field: String, label: String, message: String) {
        self.field = field
        self.label = label
        self.message = message
    }

    init(_ fault: FieldFault, label: String, _ strings: Strings) {
        self.init(field: fault.field, label: label, message: FieldView.plain(strings(fault.reason)))
    }
}

extension [FieldFault] {
    /// What is wrong with a field; nil if nothing is.
    func text(of field: String, _ strings: Strings) -> String? {
        first { $0.field == field }.map { strings($0.reason) }
    }
}
