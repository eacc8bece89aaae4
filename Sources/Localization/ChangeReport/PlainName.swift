import BundleAnalysis

/// A name from a build in the middle of a sentence: as it is if it can't be mistaken for anything else, such as `lodash` or
/// `4.17.21`; else in backquotes, so that it is neither markup nor a mention where the sentence is shown.
enum PlainName {
    static func of(_ name: String) -> String {
        isPlain(name) ? name : ShownName(name).text.en
    }

    /// How many characters a name has that is written without backquotes.
    private static let longest = 60

    private static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetterOrDigit(first), name.utf8.count <= longest else { return false }
        // Links to the Web and to issues need no markup.
        let start = name.prefix(4).lowercased()
        guard !start.hasPrefix("www.") && !start.hasPrefix("gh-") else { return false }
        return name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
