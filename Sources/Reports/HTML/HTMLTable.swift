/// A table of a report's page. Cells are HTML.
struct HTMLTable {
    private let headings: [String]
    /// How many columns come before the numbers.
    private let words: Int
    private var rows: [[String]] = []

    init(_ headings: [String], words: Int = 1) {
        self.headings = headings.map(HTMLText.escaped)
        self.words = words
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    var html: String {
        let head = headings.enumerated().map { cell($1, "th scope=\"col\"", "th", $0) }.joined()
        let body = rows.map { row in
            let cells = row.enumerated().map { index, text in
                index == 0 ? cell(text, "th scope=\"row\"", "th", index) : cell(text, "td", "td", index)
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <div class="wide" tabindex="0"><table><thead><tr>\(head)</tr></thead>
            <tbody>
            \(body.joined(separator: "\n"))
            </tbody></table></div>
            """
    }

    private func cell(_ text: String, _ start: String, _ end: String, _ index: Int) -> String {
        "<\(start)\(index >= words ? " class=\"number\"" : "")>\(text)</\(end)>"
    }
}
