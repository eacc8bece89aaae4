/// Makes names from untrusted archives safe to show in a sentence.
enum Names {
    /// How many characters of a name to show.
    static let shownCharacters = 160

    /// The name in backquotes, with control characters replaced and the middle of a long name left out.
    static func quoted(_ name: String) -> String {
        // Scalars: a single `Character` may be a whole archive of combining marks.
        var shown = name.unicodeScalars.map { isPrintable($0) ? $0 : "\u{FFFD}" }
        if shown.count > shownCharacters {
            shown = shown.prefix(shownCharacters / 2) + ["…"] + shown.suffix(shownCharacters / 2)
        }
        return "`\(String(String.UnicodeScalarView(shown)))`"
    }

    /// The first few of `names`, quoted, and how many more there are.
    static func listed(_ names: [String], first: Int = 3) -> String {
        let shown = names.prefix(first).map(quoted).joined(separator: ", ")
        return names.count > first ? "\(shown) and \(names.count - first) more" : shown
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: scalar != "`"
        }
    }
}
