/// What should be at a position in a stats file.
package enum ExpectedSyntax: String, Hashable, Sendable, Codable, CaseIterable {
    case value, digit, colon
    /// A key in quotes, or the end of the object.
    case keyOrBrace
    case commaOrBrace, commaOrBracket
    case endOfFile
}
