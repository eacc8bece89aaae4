/// A bracket around the place where the finder is.
struct FinderFrame {
    enum Kind: Hashable {
        /// The script itself.
        case script
        /// Parentheses that group or hold arguments.
        case group
        /// Parentheses around what may be a table.
        case wrapping(TableShape)
        /// A function's body; without parameters it may hold a table in its first variable.
        case body(hasParameters: Bool)
        /// `push([`
        case pushed
    }

    enum Declaration {
        case none
        case first
        case passed
    }

    let kind: Kind
    /// Whether the parentheses follow something that can be called.
    var isCall = false
    /// Whether they follow `push`.
    var isPush = false
    /// How far the first `var` of a body is.
    var declaration = Declaration.none
    /// Whether the statement starts with `export`.
    var isExporting = false
    /// Whether no function but this one is around it.
    var isOutermost = true
}
