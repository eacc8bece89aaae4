/// Rows with aligned columns.
struct Table {
    private let headings: [String]
    private var rows: [[String]] = []

    /// The space between two columns.
    private static let gap = "  "

    init(_ headings: String...) {
        self.headings = headings
    }

    mutating func add(_ cells: String...) {
        rows.append(cells.map(\.plain))
    }

    /// The lines with the headings on top; empty if there are no rows.
    var lines: [String] {
        guard !rows.isEmpty else { return [] }
        let all = [headings] + rows
        let widths = headings.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { Self.line($0, widths) }
    }

    /// Prints the table, or a sentence if it is empty.
    func show(orElse sentence: String) {
        Terminal.print(rows.isEmpty ? sentence : lines.joined(separator: "\n"))
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        let line = padded.joined(separator: gap)
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}

/// Names and values, one pair per line.
struct FactSheet {
    private var facts: [(name: String, value: String)] = []

    mutating func add(_ name: String, _ value: String?) {
        guard let value, !value.isEmpty else { return }
        facts.append((name, value.plain))
    }

    func show() {
        let width = facts.map(\.name.count).max() ?? 0
        for (name, value) in facts {
            Terminal.print(name + String(repeating: " ", count: width - name.count) + "  " + value)
        }
    }
}
