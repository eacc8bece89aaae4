/// A table as it is exported and imported.
package struct TransferTable: Sendable {
    package struct Column: Sendable {
        package let name: String
        let kind: TransferKind
        let isOptional: Bool
    }

    let name: String
    /// The columns by which its rows are ordered: its key.
    let key: [String]
    let columns: [Column]
    /// Selects the rows of one project, with `PROJECT` for its number; nil if a project's export contains none.
    let ofProject: String?

    init(_ name: String, key: String..., ofProject: String? = nil, columns: [Column]) {
        self.name = name
        self.key = key
        self.columns = columns
        self.ofProject = ofProject
    }

    /// - Parameter project: the number of the project whose rows to select; nil for all.
    func selection(of selected: String? = nil, project: Int64?) -> String {
        let names = selected ?? columns.map(\.name).joined(separator: ", ")
        guard let project else { return "SELECT \(names) FROM \(name)" }
        let condition = (ofProject ?? "false").replacing("PROJECT", with: "\(project)")
        return "SELECT \(names) FROM \(name) WHERE \(condition)"
    }

    var order: String { " ORDER BY " + key.joined(separator: ", ") }
}

extension TransferTable.Column {
    static func required(_ name: String, _ kind: TransferKind) -> Self {
        Self(name: name, kind: kind, isOptional: false)
    }

    static func optional(_ name: String, _ kind: TransferKind) -> Self {
        Self(name: name, kind: kind, isOptional: true)
    }
}
