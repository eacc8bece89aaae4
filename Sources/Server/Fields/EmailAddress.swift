import Domain

enum EmailAddress {
    /// Only what is surely none is refused: whether mail arrives there is found out by sending some.
    static func isPlausible(_ text: String) -> Bool {
        let parts = text.split(byte: "@", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains(where: \.properties.isWhitespace) }
    }
}
