import BundleAnalysis
import Localization

/// Texts for the cells of a table in GitHub's or GitLab's Markdown.
///
/// Names from a build are always in code spans: there, nothing is markup, a link or a mention. A ``ShownName`` has no
/// backquotes and is one line, so it can't leave its span.
enum MarkdownText {
    static func code(_ name: String) -> String { cell(ShownName(name).text.en) }

    /// A sentence whose names are in backquotes. Tables are split at pipes before code spans are found, and a backslash
    /// keeps a pipe from splitting; one that stands before a pipe already would undo that.
    static func cell(_ sentence: String) -> String {
        var (text, backslashes) = ("", 0)
        for character in sentence.unicodeScalars {
            switch character {
            case "\\": backslashes += 1
            case "|":
                text += String(repeating: "\u{FFFD}", count: backslashes) + "\\|"
                backslashes = 0
            default:
                text += String(repeating: "\\", count: backslashes) + String(character)
                backslashes = 0
            }
        }
        return text + String(repeating: "\\", count: backslashes)
    }

    static func place(_ place: ImportPlace) -> String { code(place.module + (place.line.map { ":\($0)" } ?? "")) }
}
