import Signing
import Testing

@Suite("A password's hash")
struct PasswordHashTests {
    /// What may stand at the place of the hash.
    private static let hash = "rkTI9fAgA7thDzzR8FHXhMiojYBreJBmYTkEzWypBCQ"

    /// Cheap enough for a test.
    private let cheap = PasswordHash.Cost(logRounds: 4, blockSize: 8, parallelism: 1)

    @Test("matches the password and no other")
    func matching() throws {
        let hash = try PasswordHash(of: "correct horse", cost: cheap)
        #expect(try hash.matches("correct horse"))
        #expect(try !hash.matches("correct hors"))
        #expect(try !hash.matches(""))
        #expect(try PasswordHash(of: "correct horse", cost: cheap) != hash)
    }

    @Test("is stored with its cost and salt, and read back")
    func text() throws {
        var generator = SeededGenerator(seed: 1)
        let hash = try PasswordHash(of: "pässword", cost: cheap, using: &generator)
        #expect(hash.text.hasPrefix("$scrypt$ln=4,r=8,p=1$"))
        #expect(!hash.text.contains("=$"))
        let read = try #require(PasswordHash(text: hash.text))
        #expect(read == hash)
        #expect(try read.matches("pässword"))
    }

    @Test("agrees with another scrypt")
    func independent() throws {
        let text = "$scrypt$ln=4,r=8,p=1$c2FsdHNhbHRzYWx0c2FsdA$rkTI9fAgA7thDzzR8FHXhMiojYBreJBmYTkEzWypBCQ"
        #expect(try #require(PasswordHash(text: text)).matches("correct horse"))
    }

    @Test("that is what new passwords get can be made and checked")
    func recommended() throws {
        let hash = try PasswordHash(of: "slow")
        #expect(hash.cost == .recommended)
        #expect(try hash.matches("slow"))
    }

    @Test(
        "is refused where it is none or asks for too much",
        arguments: [
            "", "$scrypt$", "$argon2$ln=4,r=8,p=1$c2FsdA$\(Self.hash)",
            "$scrypt$ln=4,r=8$c2FsdA$\(Self.hash)",
            "$scrypt$ln=18,r=8,p=1$c2FsdA$\(Self.hash)", "$scrypt$ln=4,r=9,p=1$c2FsdA$\(Self.hash)",
            "$scrypt$ln=4,r=8,p=5$c2FsdA$\(Self.hash)", "$scrypt$ln=0,r=8,p=1$c2FsdA$\(Self.hash)",
            "$scrypt$ln=4,r=8,p=1$$\(Self.hash)", "$scrypt$ln=4,r=8,p=1$c2FsdA$AAAA",
            "$scrypt$ln=4,r=8,p=1$!$\(Self.hash)",
            "$scrypt$r=8,ln=4,p=1$c2FsdA$\(Self.hash)",
        ])
    func refused(text: String) {
        #expect(PasswordHash(text: text) == nil)
    }
}
