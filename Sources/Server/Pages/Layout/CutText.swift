import Mustache

/// A text of any length in a list: if there is no room, the head shrinks and the tail stays, so that the text is cut in
/// the middle; hovering shows the whole. Its HTML is written here; see `MomentView`.
struct CutText: MustacheParent, Sendable {
    /// How many characters at the end always stay.
    static let tailLength = 12
    /// The maximum number of characters in an option: browsers make a select as wide as its longest option.
    static let longestOption = 60

    var whole: String
    var head: String
    /// Empty if the text is short.
    var tail: String

    init(_ text: String) {
        whole = text
        let isLong = text.count > Self.tailLength * 3
        head = isLong ? String(text.dropLast(Self.tailLength)) : text
        tail = isLong ? String(text.suffix(Self.tailLength)) : ""
    }

    /// - Parameter end: what always stays, for example a build's number.
    init(_ text: String, keeping end: String) {
        whole = text + end
        head = text
        tail = end
    }

    /// A URL in a narrow column: without the scheme that almost all have, so that there is room for the host.
    init(url: String) {
        let scheme = "https://"
        self.init(url.hasPrefix(scheme) ? String(url.dropFirst(scheme.count)) : url)
        whole = url
    }

    /// As one text of at most ``longestOption`` characters, for where no style sheet can cut it.
    static func option(_ text: String) -> String {
        guard text.count > longestOption else { return text }
        let head = (longestOption - 1) * 2 / 3
        return "\(text.prefix(head))…\(text.suffix(longestOption - 1 - head))"
    }

    func child(named name: String) -> Any? {
        switch name {
        case "cut": ViewText(renderText: html)
        case "whole": ViewText(renderText: whole)
        default: nil
        }
    }

    private var html: String {
        let (whole, head, tail) = (PageText.escaped(whole), PageText.escaped(head), PageText.escaped(tail))
        return #"<span class="cut" title="\#(whole)"><span>\#(head)</span><span>\#(tail)</span></span>"#
    }
}
