import Signing
import Testing

@Suite("A keyring")
struct KeyringTests {
    private let plaintext = Array("whsec_something".utf8)
    private let context = "webhook:12:secret"

    private func key(_ byte: UInt8) throws -> SealingKey {
        try SealingKey(bytes: Array(repeating: byte, count: SealingKey.byteCount))
    }

    @Test("opens what it sealed, also nothing at all")
    func roundTrip() throws {
        let keyring = Keyring(current: try key(1))
        for plaintext in [[], [0], self.plaintext, Array(repeating: 7, count: 5_000)] {
            #expect(try keyring.open(keyring.seal(plaintext, context: context), context: context) == plaintext)
        }
    }

    @Test("lays out version, key id, nonce, ciphertext and tag, and shows nothing of the plaintext")
    func format() throws {
        let keyring = Keyring(current: try key(1))
        let sealed = try keyring.seal(plaintext, context: context)
        #expect(sealed.count == 1 + 4 + 12 + plaintext.count + 16)
        #expect(sealed[0] == 1)
        #expect(Hex.encode(Array(sealed[1..<5])) == keyring.current.id)
        #expect(!Hex.encode(sealed).contains(Hex.encode(plaintext)))
        #expect(try keyring.seal(plaintext, context: context) != sealed)
    }

    @Test("seals the same from the same randomness")
    func seeded() throws {
        let keyring = Keyring(current: try key(1))
        var (one, same) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
        let sealed = try keyring.seal(plaintext, context: context, using: &one)
        #expect(try keyring.seal(plaintext, context: context, using: &same) == sealed)
    }

    @Test("opens nothing in another place than it was sealed for")
    func otherContext() throws {
        let keyring = Keyring(current: try key(1))
        let sealed = try keyring.seal(plaintext, context: context)
        for other in ["webhook:13:secret", "webhook:12:headers", ""] {
            #expect(throws: UnsealingError.tampered) { try keyring.open(sealed, context: other) }
        }
    }

    @Test("opens nothing of which any byte was changed")
    func tampering() throws {
        let keyring = Keyring(current: try key(1))
        let sealed = try keyring.seal(plaintext, context: context)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x40
            #expect(throws: UnsealingError.self) { try keyring.open(changed, context: context) }
        }
    }

    @Test("opens nothing that was cut off")
    func truncated() throws {
        let keyring = Keyring(current: try key(1))
        let sealed = try keyring.seal(plaintext, context: context)
        for length in sealed.indices {
            #expect(throws: UnsealingError.self) { try keyring.open(Array(sealed.prefix(length)), context: context) }
        }
        #expect(throws: UnsealingError.truncated) { try keyring.open([], context: context) }
    }

    @Test("opens with the key that sealed, and seals with the current one")
    func rotation() throws {
        let (old, new) = (try key(1), try key(2))
        let sealed = try Keyring(current: old).seal(plaintext, context: context)
        let keyring = Keyring(current: new, older: [old])
        #expect(try keyring.open(sealed, context: context) == plaintext)
        #expect(!keyring.isCurrent(sealed))
        #expect(keyring.isCurrent(try keyring.seal(plaintext, context: context)))
        #expect(throws: UnsealingError.unknownKey(id: old.id)) {
            try Keyring(current: new).open(sealed, context: context)
        }
    }

    @Test("says which version it does not know")
    func unknownVersion() throws {
        let keyring = Keyring(current: try key(1))
        var sealed = try keyring.seal(plaintext, context: context)
        sealed[0] = 9
        #expect(throws: UnsealingError.unknownVersion(9)) { try keyring.open(sealed, context: context) }
    }

    @Test("takes a key as base64 of 32 bytes and nothing else")
    func parsing() throws {
        let key = try SealingKey.generate()
        let parsed = try SealingKey(base64: key.base64 + "\n")
        #expect(parsed.id == key.id)
        #expect(key.id.count == 8)
        #expect(try SealingKey.generate().id != key.id)
        let sealed = try Keyring(current: key).seal(plaintext, context: context)
        #expect(try Keyring(current: parsed).open(sealed, context: context) == plaintext)
        #expect(throws: InvalidSealingKey.notBase64) { try SealingKey(base64: "not base64!") }
        #expect(throws: InvalidSealingKey.wrongLength(0)) { try SealingKey(base64: "") }
        #expect(throws: InvalidSealingKey.wrongLength(3)) { try SealingKey(base64: "AAAA") }
    }

    @Test("never shows its keys")
    func redaction() throws {
        let key = try key(0x41)
        var shown = "\(key) \(Keyring(current: key))"
        dump(key, to: &shown)
        dump(Keyring(current: key), to: &shown)
        #expect(!shown.contains("65"))
        #expect(!shown.contains(key.base64))
    }
}
