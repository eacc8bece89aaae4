/// What kind of function is meant, as far as it decides how its body is read.
struct FunctionTraits: OptionSet {
    let rawValue: UInt8

    static let async = FunctionTraits(rawValue: 1)
    static let generator = FunctionTraits(rawValue: 2)
    /// A declaration, not an expression: a statement follows it.
    static let declaration = FunctionTraits(rawValue: 4)
}
