/// What is in a stats file in place of what was expected.
package enum FoundSyntax: Hashable, Sendable, Codable {
    /// A printable ASCII character.
    case character(text: ShownName)
    case byte(value: UInt8)
}
