import Hummingbird

/// A step between a button and an action that cannot be undone: it says what will be lost, and acts when it is
/// submitted.
struct ConfirmView: Sendable {
    /// The field that says that the step was confirmed.
    static let field = "confirm"

    /// A question that names the action and its object.
    var heading: String
    /// What will be lost.
    var losses: [String]
    /// Where the form is submitted: the path of the page itself.
    var action: String
    var button: String
    /// Where the visitor came from.
    var back: String
}

extension PostedForm {
    var isConfirmed: Bool { has(ConfirmView.field) }
}
