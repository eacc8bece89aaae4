/// Lines of Markdown up to a limit. What does not fit is left out, and a sentence at the end says so.
struct MarkdownDocument {
    private var text = ""
    private var isCut = false
    private let limit: Int
    private let cut: String

    /// - Parameters:
    ///   - limit: in bytes, of which there are never fewer than characters.
    ///   - cut: the sentence.
    init(limit: Int, cut: String) {
        (self.limit, self.cut) = (limit, cut)
    }

    mutating func add(_ line: String) {
        let room = limit - text.utf8.count - cut.utf8.count - Self.lineBreaks
        isCut = isCut || line.utf8.count + 1 > room
        if !isCut { text += line + "\n" }
    }

    mutating func addHeading(_ heading: String) {
        add("")
        add("#### \(heading)")
        add("")
    }

    /// The line of a table's headings, the first of which are aligned left, and the line below it.
    mutating func addTable(_ headings: [String], left: Int = 1) {
        add(Self.row(headings))
        add(Self.row(headings.indices.map { $0 < left ? ":--" : "--:" }))
    }

    mutating func addRow(_ cells: [String]) { add(Self.row(cells)) }

    var finished: String { isCut ? "\(text)\n\(cut)\n" : text }

    /// Around the last sentence.
    private static let lineBreaks = 2

    private static func row(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
}
