import Domain
import Localization

/// The fields of an application.
enum ApplicationFields {
    static let name = Field<String>.text(
        "name", 1...Account.maximumNameLength, "The name, unique among applications.",
        check: faultOfName)

    static let creation = FieldTable([.required(name)])

    /// When an application is looked up by name or id, a text of digits only is an id.
    @Sendable static func faultOfName(_ text: String) -> FaultReason? {
        guard text.trimmed == text else { return .text(.outerSpace) }
        return text.allSatisfy(\.isNumber) ? .account(.digitsOnly) : nil
    }
}
