/// How many elements have to be inserted, removed or replaced to turn one text into another (Levenshtein).
package enum EditDistance {
    package static func between<Element: Equatable>(_ one: [Element], _ other: [Element]) -> Int {
        var row = Array(0...other.count)
        for (index, element) in one.enumerated() {
            var next = [index + 1]
            next.reserveCapacity(row.count)
            for (column, wanted) in other.enumerated() {
                let exchange = row[column] + (element == wanted ? 0 : 1)
                next.append(min(exchange, row[column + 1] + 1, next[column] + 1))
            }
            row = next
        }
        return row[other.count]
    }
}
