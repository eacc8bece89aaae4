import Hummingbird

/// A step between a button and what cannot be taken back: it says what is lost, and does it when it is sent.
struct ConfirmView: Sendable {
    /// The field that says that the step was taken.
    static let field = "confirm"

    /// A question: what is to be done to whom.
    var heading: String
    /// What is lost by it.
    var losses: [String]
    /// Where it is sent: the path of the page itself.
    var action: String
    var button: String
    /// Where one comes from.
    var back: String
}

extension PostedForm {
    var isConfirmed: Bool { has(ConfirmView.field) }
}
