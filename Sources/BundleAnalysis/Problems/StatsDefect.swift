/// Why stats cannot be parsed from some position on.
package enum StatsDefect: Hashable, Sendable, Codable {
    case unexpected(found: FoundSyntax, expected: ExpectedSyntax)
    /// The file ends where something was expected.
    case endsEarly(expected: ExpectedSyntax)
    /// A key refers to a value that is not a string.
    case keyIsNotString
    /// Values are nested deeper than `limit` levels.
    case tooDeep(limit: Int)
    /// The references repeat more text than is read.
    case referencesTooLarge
    /// A reference to a name that no value before it has; `name` begins with `$`.
    case undefinedName(name: ShownName)
    /// Two values have the same name.
    case duplicateName(name: ShownName)
    case tooManyNames(limit: Int)
    /// `$` is not followed by 1 to `longest` letters and digits.
    case invalidName(longest: Int)
    /// A string has no closing quote.
    case unterminatedString
    case tooMany(items: StatsItem, limit: Int)
}
