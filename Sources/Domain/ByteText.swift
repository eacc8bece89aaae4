/// Text from outside, looked at as the bytes of its UTF-8.
///
/// A Swift `Character` is what a reader sees as one sign: `/` before a combining mark is another `Character` than `/`,
/// and so is `,` after U+0600, and the line break CR LF is a single one. Code that parses text by `Character`s
/// therefore reads it differently than browsers, proxies, shells and file systems, which know bytes. So delimiters are
/// searched for as bytes.
extension StringProtocol {
    package func hasBytePrefix(_ prefix: some StringProtocol) -> Bool { utf8.starts(with: prefix.utf8) }

    package func hasByteSuffix(_ suffix: some StringProtocol) -> Bool {
        utf8.reversed().starts(with: suffix.utf8.reversed())
    }

    /// Whether both are the same bytes; `==` takes the composed and the decomposed form of a letter for equal.
    package func hasSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    /// The parts between the bytes `separator`, which are ASCII.
    package func split(
        byte separator: Unicode.Scalar, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
    ) -> [Substring] {
        String(self).utf8.split(
            separator: UInt8(ascii: separator), maxSplits: maxSplits,
            omittingEmptySubsequences: omittingEmptySubsequences
        ).map { Substring($0) }
    }

    /// Each byte `byte`, which is ASCII, replaced by a text.
    package func replacing(byte: Unicode.Scalar, with replacement: String) -> String {
        split(byte: byte, omittingEmptySubsequences: false).joined(separator: replacement)
    }

    /// Without the spaces and tabs at both ends.
    package var trimmed: String {
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        return String(decoding: utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed(), as: UTF8.self)
    }

    /// Whether it is of digits and nothing else; `Int` takes a sign as well.
    package var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isASCIIDigit) }

    /// With A to Z in lower case and all else as it is, which is what both databases make of an email.
    package var lowercasedASCII: String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Its first `count` Unicode scalars: a single `Character` may be megabytes of combining marks.
    package func cut(to count: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(count))) }
}

extension UInt8 {
    package var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    package var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isASCIIDigit
        }
    }
}
