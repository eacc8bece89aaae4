/// What tells whether two findings of different builds are the same one: what it is about, not how much of it there is, nor
/// in which line.
enum Fingerprint {
    /// FNV-1a with 64 bits: it only has to tell the findings of one project apart, and to stay the same in every version.
    static func of(_ rule: FindingRule, _ parts: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for part in [rule.id] + parts {
            for byte in Array(part.utf8) + [0xFF] { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
