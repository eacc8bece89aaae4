/// Where a string is in the text, and how it is written.
public struct JSONString {
    /// What is between the quotes.
    public let written: Range<Int>
    /// Whether its text differs from what is written.
    public let hasEscapes: Bool

    @inlinable init(written: Range<Int>, hasEscapes: Bool) {
        self.written = written
        self.hasEscapes = hasEscapes
    }
}
