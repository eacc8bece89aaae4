import Domain

enum EmailAddress {
    /// Refuses only what is certainly not an email address: whether mail arrives there can only be found out by sending
    /// some.
    static func isPlausible(_ text: String) -> Bool {
        let parts = text.split(byte: "@", omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { !$0.isEmpty && !$0.unicodeScalars.contains(where: \.properties.isWhitespace) }
    }
}
