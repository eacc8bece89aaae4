import Domain
import Signing

extension TransferHeader {
    /// Describes a store, or one project.
    ///
    /// Throws `TransferError` if there is no such project.
    init(of slug: String?, _ reader: any TransferReader) throws {
        project = slug
        number = try slug.map { try Self.number(of: $0, reader) }
        keys = try Self.keys(number, reader)
        days = try Self.days(number, reader)
        if let number { ids = try Self.ids(number, reader) }
    }

    private static func number(of slug: String, _ reader: any TransferReader) throws -> Project.Number {
        var number: Project.Number?
        try reader.rows("SELECT slug, number FROM projects WHERE deleted_at IS NULL", [.text, .integer]) { row in
            if row[0].text == slug { number = row[1].number }
        }
        guard let number else { throw TransferError.noProject(slug: slug) }
        return number
    }

    private static func keys(_ project: Project.Number?, _ reader: any TransferReader) throws -> [String] {
        var keys: Set<String> = []
        for (table, column) in [
            (TransferCatalog.webhooks, "sealed_headers"), (TransferCatalog.webhooks, "prepared_secret"),
            (TransferCatalog.webhookSecrets, "sealed"),
        ] {
            let sql = table.selection(of: "DISTINCT substr(\(column), 1, \(Keyring.keyedByteCount))", project: project)
            try reader.rows(sql, [.bytes]) { row in
                if case .bytes(let bytes) = row[0] { keys.insert(Keyring.keyID(of: Array(bytes))) }
            }
        }
        return keys.sorted()
    }

    private static func days(_ project: Project.Number?, _ reader: any TransferReader) throws -> [Int64] {
        var days: Set<Int64> = []
        for table in [TransferCatalog.events, TransferCatalog.deliveries] {
            let day = "DISTINCT created_at / \(Timestamp.dayMilliseconds)"
            days.formUnion(try reader.numbers(table.selection(of: day, project: project)))
        }
        return days.sorted()
    }

    /// References count as well: what they refer to may be gone, and its id must not be given to anything else.
    private static func ids(_ project: Project.Number, _ reader: any TransferReader) throws -> [String: [Int64]] {
        var ids: [String: [Int64]] = [:]
        for table in TransferCatalog.tables where table.ofProject != nil {
            for column in table.columns {
                guard let numbering = column.kind.numbering else { continue }
                let bounds = "min(\(column.name)), max(\(column.name))"
                try reader.rows(table.selection(of: bounds, project: project), [.integer, .integer]) { row in
                    guard let lowest = row[0].number, let highest = row[1].number else { return }
                    let before = ids[numbering.rawValue] ?? [lowest, highest]
                    ids[numbering.rawValue] = [min(before[0], lowest), max(before[1], highest)]
                }
            }
        }
        return ids
    }
}
