import Hummingbird

/// A step between a button and an action that cannot be undone: it says what will be lost or done, and acts when it is
/// submitted.
struct ConfirmView: Sendable {
    /// The field that says that the step was confirmed.
    static let field = "confirm"

    /// What the form sends along.
    struct Hidden: Sendable {
        var name: String
        var value: String
    }

    /// A question that names the action and its object.
    var heading: String
    /// What will be lost, or what will happen.
    var losses: [String]
    /// Where the form is submitted: the path of the page itself.
    var action: String
    /// Nil if there is nothing to do.
    var button: String?
    /// Where the visitor came from.
    var back: String
    var isDangerous = true
    var fields: [Hidden] = []
}

extension PostedForm {
    var isConfirmed: Bool { has(ConfirmView.field) }
}
