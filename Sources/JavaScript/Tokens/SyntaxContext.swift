/// What is open around a token: one for each open bracket, and for the few things without a bracket that
/// decide what a `:`, a `{` or an `await` means.
///
/// The raw values are grouped so that a shift tells what closes it.
enum SyntaxContext: UInt8 {
    // Closed by `}`.
    case none = 0
    case block = 1
    case object = 2
    case functionDeclarationBody = 3
    case functionExpressionBody = 4
    /// Methods, accessors and static blocks.
    case methodBody = 5
    case arrowBody = 6
    case classDeclarationBody = 7
    case classExpressionBody = 8
    /// `${` in a template.
    case substitution = 9
    /// `{` after `import` or `export`, and around an import's attributes.
    case clause = 10

    // Closed by `)`.
    case group = 16
    /// `async (`: arguments, or the parameters of an async arrow function.
    case asyncGroup = 17
    /// After `if`, `while`, `with`, `switch` and `catch`.
    case head = 18
    case forHead = 19
    case functionParameters = 20
    case methodParameters = 21

    // Closed by `]`.
    case array = 24
    case computedKey = 25

    // Without a bracket; closed with what surrounds them at the latest.
    /// From `?` to `:`.
    case conditional = 32
    /// From `case` or `default` to `:`.
    case caseClause = 33
    /// From `class` to `{`.
    case classDeclarationHead = 34
    case classExpressionHead = 35
    /// An arrow function's body without braces.
    case conciseBody = 36

    var hasNoBracket: Bool { rawValue >= 32 }
    var isBraced: Bool { rawValue < 16 }
    var isParenthesized: Bool { rawValue & 0x38 == 16 }
    var isBracketed: Bool { rawValue & 0x38 == 24 }
    var isClassBody: Bool { self == .classDeclarationBody || self == .classExpressionBody }
    var isClassHead: Bool { self == .classDeclarationHead || self == .classExpressionHead }

    /// Whether its content is statements.
    var holdsStatements: Bool { rawValue <= 6 && self != .object }
    /// Whether its content is property names and what belongs to them.
    var holdsKeys: Bool { isClassBody || self == .object || self == .clause }
}
