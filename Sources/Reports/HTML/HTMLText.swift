import BundleAnalysis
import Localization

/// Text for HTML.
enum HTMLText {
    /// XML's references are HTML's as well, and what XML can't have is not wanted here either.
    static func escaped(_ text: String) -> String { XMLText.escaped(text) }

    static func code(_ name: String) -> String { sentence(ShownName(name).text.en) }

    /// A sentence whose names are in backquotes.
    static func sentence(_ text: String) -> String {
        var (html, isCode) = ("", false)
        // A backquote with a mark behind it is another character.
        for part in text.utf8.split(separator: UInt8(ascii: "`"), omittingEmptySubsequences: false) {
            let part = escaped(String(Substring(part)))
            html += isCode ? "<code>\(part)</code>" : part
            isCode.toggle()
        }
        return html
    }

    /// A number of bytes with its change; programs read the exact numbers.
    static func figure(_ figure: Figure) -> String {
        guard let bytes = figure.bytes else { return change(figure.change) ?? Figure.unknown }
        return "<data value=\"\(bytes)\">\(figure.text)</data>" + (change(figure.change).map { " \($0)" } ?? "")
    }

    /// Nil if it is not known.
    static func change(_ bytes: Int?) -> String? {
        bytes.map {
            let kind = $0 > 0 ? "up" : $0 < 0 ? "down" : "same"
            return "<data class=\"\(kind)\" value=\"\($0)\">\(Figure.signed($0))</data>"
        }
    }
}
