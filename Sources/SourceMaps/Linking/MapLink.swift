/// What the URL of a ``MapComment`` refers to.
package enum MapLink: Hashable, Sendable {
    /// A file, by a URL that is relative to the text's own, or absolute; as it is written, percent-encoded.
    case file(url: String)
    /// The map itself.
    case inline(InlineMap)
    /// A URL that is empty or longer than ``longest``.
    case none

    /// The maximum length of a URL that is not a data: URL, in bytes.
    package static let longest = 4096

    /// - Parameter text: the text in which the comment was found.
    package init(_ comment: MapComment, in text: UnsafeBufferPointer<UInt8>) {
        if let inline = InlineMap(text, comment.url) {
            self = .inline(inline)
        } else if comment.url.isEmpty || comment.url.count > Self.longest {
            self = .none
        } else {
            self = .file(url: String(decoding: text[comment.url], as: UTF8.self))
        }
    }
}
