/// Text from outside, treated as its UTF-8 bytes.
///
/// A Swift `Character` is what a reader sees as one symbol: `/` before a combining mark is a different `Character` from
/// `/`, and so is `,` after U+0600, and the line break CR LF is a single one. Code that parses text by `Character`
/// therefore reads it differently from browsers, proxies, shells, and file systems, which work on bytes. So delimiters
/// are searched for as bytes.
extension StringProtocol {
    package func hasBytePrefix(_ prefix: some StringProtocol) -> Bool { utf8.starts(with: prefix.utf8) }

    package func hasByteSuffix(_ suffix: some StringProtocol) -> Bool {
        utf8.reversed().starts(with: suffix.utf8.reversed())
    }

    /// Whether both have the same bytes; `==` treats the composed and decomposed forms of a letter as equal.
    package func hasSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

    /// The parts between occurrences of the byte `separator`, which is ASCII.
    package func split(
        byte separator: Unicode.Scalar, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
    ) -> [Substring] {
        String(self).utf8.split(
            separator: UInt8(ascii: separator), maxSplits: maxSplits,
            omittingEmptySubsequences: omittingEmptySubsequences
        ).map { Substring($0) }
    }

    /// Replaces each occurrence of `byte`, which is ASCII, with a text.
    package func replacing(byte: Unicode.Scalar, with replacement: String) -> String {
        split(byte: byte, omittingEmptySubsequences: false).joined(separator: replacement)
    }

    /// Without the spaces and tabs at either end.
    package var trimmed: String { String(self).trimmed }

    /// Whether there is nothing in it but spaces, tabs and line breaks.
    package var isBlank: Bool { utf8.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

    /// Whether it consists of digits only; `Int` accepts a sign as well.
    package var isDigits: Bool { !isEmpty && utf8.allSatisfy(\.isASCIIDigit) }

    /// With A to Z in lowercase and everything else unchanged, which is what both databases do to an email.
    package var lowercasedASCII: String {
        String(decoding: utf8.map(\.lowercasedASCII), as: UTF8.self)
    }

    /// Its first `count` Unicode scalars: a single `Character` may be megabytes of combining marks.
    package func cut(to count: Int) -> String { String(String.UnicodeScalarView(unicodeScalars.prefix(count))) }
}

extension String {
    /// Without the spaces and tabs at either end.
    package var trimmed: String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        var rest = utf8[...]
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest.count == utf8.count ? self : String(Substring(rest))
    }
}

extension UInt8 {
    package var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// The lowercase letter of A to Z; every other byte as it is.
    package var lowercasedASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }

    package var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isASCIIDigit
        }
    }
}
