/// The full hash of a commit: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits, in lower case.
package struct CommitHash: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil for anything else: an abbreviation, a name such as `HEAD`, or the zeros by which git says that there is none.
    package init?(_ text: String) {
        let digits = text.utf8
        guard digits.count == 40 || digits.count == 64, digits.contains(where: { $0 != UInt8(ascii: "0") }),
            digits.allSatisfy(Self.isHexadecimal)
        else { return nil }
        self.text = text.lowercased()
    }

    package var description: String { text }

    /// As many digits as people read.
    package var abbreviated: String { String(text.prefix(12)) }

    /// Whether `text` is this hash, or an abbreviation of at least seven digits.
    package func isAbbreviated(by text: String) -> Bool {
        text.utf8.count >= 7 && self.text.utf8.starts(with: text.lowercased().utf8)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
