/// A name from an untrusted archive or folder, safe to show: without control characters and backquotes, and with the
/// middle of a long name left out. It is shown in backquotes.
package struct ShownName: Hashable, Sendable, Codable {
    /// How many characters of a name to show.
    static let shownCharacters = 160

    package let name: String

    package init(_ name: String) {
        // Scalars: a single `Character` may be a whole archive of combining marks.
        var shown = name.unicodeScalars.map { Self.isPrintable($0) ? $0 : "\u{FFFD}" }
        if shown.count > Self.shownCharacters {
            shown = shown.prefix(Self.shownCharacters / 2) + ["…"] + shown.suffix(Self.shownCharacters / 2)
        }
        self.name = String(String.UnicodeScalarView(shown))
    }

    // What was stored may have been written by something else: it is made safe again.
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: scalar != "`"
        }
    }
}
