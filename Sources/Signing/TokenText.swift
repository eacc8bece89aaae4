/// The text of an access token, which a program uses to authenticate. Shown once and kept only as a ``TokenHash``.
package struct TokenText: Sendable, Redacted {
    /// The prefix of a generated token, so that leaked tokens can be recognized.
    package static let prefix = "psee_"

    /// How many random bytes a token holds.
    package static let randomByteCount = 32

    /// Anyone who knows it can act as the token's account.
    package let text: String

    /// Creates a token that someone presented or chose.
    package init(_ text: String) {
        self.text = text
    }

    /// Generates a new token: `psee_` and 43 characters of base64url.
    package static func generate() -> TokenText {
        var generator = SystemRandomNumberGenerator()
        return generate(using: &generator)
    }

    /// Generates a new token with the randomness of `generator`.
    package static func generate(using generator: inout some RandomNumberGenerator) -> TokenText {
        TokenText(prefix + Base64.url.encode(generator.bytes(randomByteCount)))
    }

    /// The hash to store.
    package var hash: TokenHash { TokenHash(of: text) }
}
