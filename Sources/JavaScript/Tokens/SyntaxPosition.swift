/// Where in the grammar the next token stands, as far as that decides how it is read.
enum SyntaxPosition: UInt8 {
    /// At the start of a statement.
    case statement
    /// Where an expression starts.
    case operand
    /// After an expression.
    case afterOperand
    /// After an identifier that a statement starts with: it may be a label.
    case afterLabel
    /// After the first name that `var`, `let` or `const` declares, and after the module that an `import` or `export` names.
    case afterBinding
    /// After `let`, which may be an identifier.
    case afterLet
    /// After `var` or `const`.
    case binding
    /// Where a property's or class member's name stands, or after such a name.
    case key
    /// After `.` and `?.`
    case member
    /// From `function` to `(`.
    case functionHead
    /// From `class` to `{`, outside of what follows `extends`.
    case classHead
    /// After `if`, `for`, `while`, `with`, `switch` and `catch`.
    case head
    case afterImport
    case afterExport
    case afterExportDefault
    /// After `async` where a statement starts.
    case afterAsyncInStatement
    /// After `async` elsewhere.
    case afterAsync

    // What the next token decides: `settle` turns these into one of the above.
    /// After a function's parameters.
    case functionBody
    /// After `=>`
    case arrowBody
    /// After `return` and `yield`.
    case afterReturn
    /// After `break` and `continue`.
    case afterBreak

    var isUnsettled: Bool { rawValue >= SyntaxPosition.functionBody.rawValue }

    /// Whether an expression has just ended, or may have.
    var followsOperand: Bool {
        switch self {
        case .afterOperand, .afterLabel, .afterBinding, .afterLet, .afterAsync, .afterAsyncInStatement: true
        default: false
        }
    }
}
