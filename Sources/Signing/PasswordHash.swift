import Crypto
import CryptoExtras
import Foundation

/// A stored password: `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`, with salt and hash in unpadded base64.
package struct PasswordHash: Sendable, Equatable {
    /// The cost of a guess. Memory is 128 x 2^`logRounds` x `blockSize` bytes.
    package struct Cost: Sendable, Equatable {
        /// The binary logarithm of scrypt's N.
        package let logRounds: Int
        /// scrypt's r.
        package let blockSize: Int
        /// scrypt's p.
        package let parallelism: Int

        /// The cost for new passwords: 32 MiB, three times over.
        package static let recommended = Cost(logRounds: 15, blockSize: 8, parallelism: 3)

        /// The highest cost accepted from a stored hash, so that a tampered row cannot exhaust the machine.
        package static let maximum = Cost(logRounds: 17, blockSize: 8, parallelism: 4)

        package init(logRounds: Int, blockSize: Int, parallelism: Int) {
            self.logRounds = logRounds
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        var isAllowed: Bool {
            (1...Self.maximum.logRounds).contains(logRounds) && (1...Self.maximum.blockSize).contains(blockSize)
                && (1...Self.maximum.parallelism).contains(parallelism)
        }
    }

    private static let saltByteCount = 16
    private static let hashByteCount = 32

    /// The cost of a guess.
    package let cost: Cost
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Hashes a new password; deliberately takes a tenth of a second or more.
    package init(of password: String, cost: Cost = .recommended) throws {
        var generator = SystemRandomNumberGenerator()
        try self.init(of: password, cost: cost, using: &generator)
    }

    /// Hashes a new password with a salt from `generator`.
    package init(of password: String, cost: Cost, using generator: inout some RandomNumberGenerator) throws {
        self.cost = cost
        salt = generator.bytes(Self.saltByteCount)
        hash = try Self.derive(from: password, salt: salt, cost: cost, byteCount: Self.hashByteCount)
    }

    /// Parses a stored hash; nil if the text is not one, or exceeds ``Cost/maximum``.
    package init?(text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = Cost(text: parts[2]),
            let salt = Base64.standard.decode(String(parts[3])), let hash = Base64.standard.decode(String(parts[4])),
            !salt.isEmpty, hash.count == Self.hashByteCount
        else { return nil }
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// The text to store.
    package var text: String {
        "$scrypt$\(cost.text)$\(Self.unpadded(salt))$\(Self.unpadded(hash))"
    }

    /// Whether `password` matches the hash.
    package func matches(_ password: String) throws -> Bool {
        let candidate = try Self.derive(from: password, salt: salt, cost: cost, byteCount: hash.count)
        return ConstantTime.equal(candidate, hash)
    }

    /// A hash of no password, as costly to check as a current one, for when there is no account.
    package static let nobody = {
        var generator = SystemRandomNumberGenerator()
        return PasswordHash(
            cost: .recommended, salt: generator.bytes(saltByteCount), hash: generator.bytes(hashByteCount))
    }()

    private init(cost: Cost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    private static func derive(from password: String, salt: [UInt8], cost: Cost, byteCount: Int) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: byteCount, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }

    private static func unpadded(_ bytes: [UInt8]) -> String {
        String(Base64.standard.encode(bytes).prefix { $0 != "=" })
    }
}

extension PasswordHash.Cost {
    var text: String { "ln=\(logRounds),r=\(blockSize),p=\(parallelism)" }

    /// The cost that `text` encodes, if it is allowed.
    init?(text: Substring) {
        let fields = text.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
        guard fields.count == 3, fields.allSatisfy({ $0.count == 2 }), fields.map({ $0[0] }) == ["ln", "r", "p"],
            let logRounds = Int(fields[0][1]), let blockSize = Int(fields[1][1]), let parallelism = Int(fields[2][1])
        else { return nil }
        self.init(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        guard isAllowed else { return nil }
    }
}
