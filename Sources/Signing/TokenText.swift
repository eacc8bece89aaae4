/// The text of an access token: what a program authenticates with. It is shown once and kept only as a ``TokenHash``.
package struct TokenText: Sendable, Redacted {
    /// How a generated token begins, so that it can be recognised where it leaked.
    package static let prefix = "psee_"

    /// How many random bytes a token holds.
    package static let randomByteCount = 32

    /// Whoever knows it can act as the token's account.
    package let text: String

    /// A token that somebody presented or chose.
    package init(_ text: String) {
        self.text = text
    }

    /// A new token: `psee_` and 43 characters of base64url.
    package static func generate() -> TokenText {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    /// A new token with the randomness of `generator`.
    package static func generate(using generator: inout some RandomNumberGenerator) -> TokenText {
        TokenText(prefix + Base64.url.encode(generator.bytes(randomByteCount)))
    }

    /// What is kept of it.
    package var hash: TokenHash { TokenHash(of: text) }
}
