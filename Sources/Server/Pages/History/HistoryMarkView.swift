import Domain

/// A mark of the history as it is shown: a symbol, a word, and the names of packages.
struct HistoryMarkView: FieldedView {
    /// `good`, `warning`, `bad` or `idle`.
    var meaning: String
    /// With its symbol.
    var text: String
    var packages: [PackageLink]
    /// How many more packages there are.
    var further: String?

    init(_ mark: HistoryMark, _ strings: Strings) {
        let (symbol, meaning) =
            switch mark.kind {
            case .accepted: ("✓", "good")
            case .newPackages: ("+", "warning")
            case .removedPackages: ("−", "idle")
            case .duplicatedPackages: ("!", "bad")
            case .deduplicatedPackages: ("✓", "good")
            case .changedPackages: ("±", "idle")
            }
        self.meaning = meaning
        text = "\(symbol) \(strings("history-\(mark.kind.rawValue)"))"
        packages = mark.packages.map { PackageLink($0) }
        further = mark.further > 0 ? strings.counted("history-further", mark.further) : nil
    }

    /// As one text, for a chart.
    var title: String { ([text] + packages.map(\.name) + [further].compactMap(\.self)).joined(separator: " ") }

    var fields: [String: Any?] {
        ["meaning": meaning, "text": text, "packages": packages, "further": further]
    }
}

/// A package's name that leads to where it is shipped.
struct PackageLink: FieldedView {
    var name: String
    var href: String

    init(_ name: String) {
        self.name = name
        href = Self.path(of: name)
    }

    /// The page of a package. A name that is not a plain part of a path stands in the query, where the page's own links,
    /// such as those to other languages, keep it.
    static func path(of name: String) -> String {
        let isPlain = name.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-._~".utf8.contains($0) }
        let isDots = name.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        return isPlain && !isDots ? "/packages/\(name)" : "/packages?name=\(TreemapQuery.encoded(name))"
    }

    var fields: [String: Any?] { ["name": name, "href": href] }
}
