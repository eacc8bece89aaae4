import Domain

/// A table as CSV (RFC 4180), for spreadsheets.
struct CSVTable: Sendable {
    private(set) var text = ""

    init(_ columns: [String]) { add(columns) }

    /// - Parameter cells: nil for an empty cell.
    mutating func add(_ cells: [String?]) {
        text += cells.map { Self.field($0 ?? "") }.joined(separator: ",") + "\r\n"
    }

    /// A spreadsheet computes what begins with one of these, whatever it may do: behind an apostrophe it is text.
    private static func field(_ cell: String) -> String {
        let isFormula = cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let text = isFormula ? "'" + cell : cell
        guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
        return "\"" + text.replacing(byte: "\"", with: "\"\"") + "\""
    }
}
