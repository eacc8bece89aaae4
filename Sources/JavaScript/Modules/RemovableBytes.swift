/// Counts the bytes between a script's tokens that a minifier would remove: white space and comments.
///
/// Comments that stay are those that name a license (`/*!`, `@license`, `@preserve`), a condition (`@cc_on`) or a source
/// map (`//#`), and the interpreter's line.
struct RemovableBytes: Equatable {
    private(set) var count = 0
    /// Bytes of comments that stay, since the last token.
    private var kept = 0

    /// Takes in what lies between two tokens, or around the first or last one.
    @inline(__always)
    mutating func add(upTo start: Int, from end: Int) {
        guard start > end else { return }
        count += start - end - kept
        kept = 0
    }

    mutating func see(comment token: JavaScriptToken, in bytes: UnsafeBufferPointer<UInt8>) {
        if Self.stays(bytes[token.range]) { kept += token.end - token.start }
    }

    private static func stays(_ comment: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard comment.count > 2 else { return false }
        switch comment[comment.startIndex + 2] {
        case UInt8(ascii: "!"): return true
        case UInt8(ascii: "#"), UInt8(ascii: "@"): if comment[comment.startIndex + 1] == slash { return true }
        default: if comment[comment.startIndex] == UInt8(ascii: "#") { return true }
        }
        return hasMark(comment)
    }

    private static func hasMark(_ comment: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var rest = comment
        while let mark = rest.firstIndex(of: UInt8(ascii: "@")) {
            rest = rest[(mark + 1)...]
            if marks.contains(where: { rest.starts(with: $0) }) { return true }
        }
        return false
    }

    private static let slash = UInt8(ascii: "/")
    private static let marks = ["license", "preserve", "cc_on"].map { Array($0.utf8) }
}
