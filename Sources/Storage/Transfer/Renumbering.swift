/// How the ids of a stream become ids of the store that it goes to.
///
/// They stay what they are where the store has never given out so high ones; else all of a kind move up together, past
/// the highest, so that they keep their order and none is used twice.
package struct Renumbering: Hashable, Sendable {
    /// What is added to the ids of a kind.
    private(set) var shifts: [Numbering: Int64] = [:]
    /// The highest id of each kind once all is there: the next goes on after it.
    private(set) var highest: [Numbering: Int64] = [:]
    /// People who are there already, by their emails in lower case.
    private(set) var people: [String: Int64] = [:]

    /// Throws `TransferError` where the store has no place for what the header tells of.
    init(_ header: TransferHeader, _ reader: any TransferReader) throws {
        guard let slug = header.project else {
            try Self.requireEmpty(reader)
            return
        }
        try Self.requireFree(slug, reader)
        people = try Self.people(reader)
        for numbering in Numbering.allCases {
            guard let range = header.range(numbering) else { continue }
            let shift =
                numbering == .events
                ? try Self.shift(ofEvents: range, reader) : try Self.shift(numbering, range, reader)
            let (highest, isTooHigh) = range.upperBound.addingReportingOverflow(shift)
            guard range.lowerBound >= 0, !isTooHigh else {
                throw TransferError("The export's ids of \(numbering.rawValue) are none that Perfsee gives.")
            }
            shifts[numbering] = shift
            self.highest[numbering] = highest
        }
    }

    subscript(id: Int64, numbering: Numbering) -> Int64 { id + shifts[numbering, default: 0] }

    private static func requireEmpty(_ reader: any TransferReader) throws {
        for table in ["accounts", "projects"] where try reader.numbers("SELECT count(*) FROM \(table)") != [0] {
            throw TransferError(
                """
                There are \(table) in the database already. Everything goes only into a new one, before the first \
                `perfsee serve`; into one that is used goes one project (`perfsee export --project`).
                """)
        }
    }

    private static func requireFree(_ slug: String, _ reader: any TransferReader) throws {
        var isDeleted: Bool?
        try reader.rows("SELECT slug, deleted_at FROM projects", [.text, .integer]) { row in
            if row[0].text == slug { isDeleted = row[1] != .null }
        }
        guard let isDeleted else { return }
        throw TransferError(
            isDeleted
                ? "There was a project \(slug) here, which was deleted; an id of a project is never used again."
                : "There is a project \(slug) here already.")
    }

    private static func people(_ reader: any TransferReader) throws -> [String: Int64] {
        var people: [String: Int64] = [:]
        let sql = "SELECT email, id FROM accounts WHERE email IS NOT NULL AND kind = 'user'"
        try reader.rows(sql, [.text, .integer]) { row in
            if let email = row[0].text, let id = row[1].number { people[email.lowercased()] = id }
        }
        return people
    }

    private static func shift(
        _ numbering: Numbering, _ range: ClosedRange<Int64>, _ reader: any TransferReader
    ) throws -> Int64 {
        let sql = "SELECT max(\(numbering.column)) FROM \(numbering.rawValue)"
        let highest = max(try reader.counter(numbering), try reader.numbers(sql).first ?? 0)
        return range.lowerBound > highest ? 0 : highest + 1 - range.lowerBound
    }

    /// Ids that count go past those that are there. Ids that tell a time keep telling it: they move by less than
    /// a millisecond's worth, since that two of them were the same is unlikely to begin with.
    private static func shift(ofEvents range: ClosedRange<Int64>, _ reader: any TransferReader) throws -> Int64 {
        let first = EventNumber.firstTimed
        if range.lowerBound < first {
            let sql = "SELECT max(id) FROM events WHERE id < \(first)"
            let highest = try reader.numbers(sql).first ?? -1
            if range.lowerBound <= highest { return highest + 1 - range.lowerBound }
        }
        let isTaken = try !reader.numbers(
            """
            SELECT id FROM events WHERE id >= \(max(first, range.lowerBound)) AND id <= \(range.upperBound)
            ORDER BY id LIMIT 1
            """
        ).isEmpty
        return isTaken ? .random(in: 1..<(1 << EventNumber.sequenceBits)) : 0
    }
}
