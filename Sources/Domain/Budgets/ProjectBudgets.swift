/// A project's own budgets, for builds without a file of them.
package struct ProjectBudgets: Hashable, Sendable {
    /// The longest text, in bytes. Half as many as a file in a build may have: it has to fit into the body of a request
    /// with all its line breaks escaped.
    package static let maximumBytes = 32 << 10

    /// A `perfsee-budgets.yaml`, as it was typed.
    package var text: String
    package var updatedAt: Timestamp

    package init(text: String, updatedAt: Timestamp) {
        self.text = text
        self.updatedAt = updatedAt
    }
}
