/// What the finder keeps of a token that it has passed.
enum TokenMark: UInt8 {
    case none
    case other
    case name
    /// `var`, `let` or `const`
    case declaration
    case exports
    case modules
    /// `__webpack_modules__`
    case modulesVariable
    case push
    case openParenthesis
    case openSquareBracket
    /// `)` of anything but the two below.
    case closeParenthesis
    /// `()`
    case emptyParentheses
    /// A function's parameters, if there are some.
    case parameters
    /// A function that ends here, in parentheses or not.
    case functionEnd
    /// `[1,"a"]`
    case chunkIds
    case comma
    case semicolon
    case dot
    case assignment
    case arrow

    /// Whether a call can follow: `name(`
    var isCallable: Bool {
        switch self {
        case .name, .exports, .modules, .modulesVariable, .push: true
        default: false
        }
    }
}
