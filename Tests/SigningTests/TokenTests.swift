import Signing
import Testing

@Suite("An access token")
struct TokenTests {
    @Test("is psee_ and 43 characters that need no escaping, another one each time")
    func generated() {
        let token = TokenText.generate()
        #expect(token.text.hasPrefix("psee_"))
        #expect(token.text.count == 5 + 43)
        #expect(Base64.url.decode(String(token.text.dropFirst(5)))?.count == TokenText.randomByteCount)
        #expect(TokenText.generate().text != token.text)
        var (one, same) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
        #expect(TokenText.generate(using: &one).text == TokenText.generate(using: &same).text)
    }

    @Test("is kept as the SHA-256 of its text")
    func hashing() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(Hex.encode(TokenHash(of: "abc").bytes) == abc)
        #expect(TokenText("abc").hash == TokenHash(of: "abc"))
        #expect(TokenHash(of: "abc") != TokenHash(of: "abd"))
        #expect(TokenHash(bytes: TokenHash(of: "abc").bytes) == TokenHash(of: "abc"))
        #expect(TokenHash(bytes: [1, 2, 3]) == nil)
        #expect(Set([TokenHash(of: "abc"), TokenHash(of: "abc")]).count == 1)
    }

    @Test("never shows itself")
    func redaction() {
        var shown = "\(TokenText("psee_abc"))"
        dump(TokenText("psee_abc"), to: &shown)
        #expect(!shown.contains("abc"))
    }

    @Test("is compared byte by byte")
    func constantTime() {
        #expect(ConstantTime.equal([], []))
        #expect(ConstantTime.equal("same", "same"))
        #expect(!ConstantTime.equal("same", "some"))
        #expect(!ConstantTime.equal("same", "sam"))
        #expect(!ConstantTime.equal("\u{e9}", "e\u{301}"))
    }
}
