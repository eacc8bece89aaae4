import Domain

/// Maps the ids of a stream to ids of the store it goes to.
///
/// Ids stay unchanged if the store has never assigned ids that high; otherwise all ids of a kind are shifted together,
/// past the highest, so that they keep their order and none is reused. Event ids may encode the time, and so may be
/// close to those in the store: if they cannot stay, they are renumbered.
package struct Renumbering: Hashable, Sendable {
    /// What is added to the ids of each kind.
    private(set) var shifts: [Numbering: Int64] = [:]
    /// The highest id of each kind once everything is imported: the next id comes after it.
    package private(set) var highest: [Numbering: Int64] = [:]
    /// The events of the stream are numbered from after this id if theirs cannot stay; no event has this id itself.
    private(set) var eventsAfter: Int64?
    /// People already in the store, by the bytes of their lowercased emails, which is how the store compares emails.
    private(set) var people: [[UInt8]: Int64] = [:]

    /// Throws `TransferError` if the store has no room for the ids in the header.
    package init(_ header: TransferHeader, _ reader: any TransferReader) throws {
        guard let slug = header.project else {
            try Self.requireEmpty(reader)
            return
        }
        try Self.requireFree(slug, reader)
        people = try Self.people(reader)
        for numbering in Numbering.allCases {
            guard let range = header.range(numbering) else { continue }
            guard range.lowerBound >= 0, range.upperBound <= numbering.highest else {
                throw TransferError.invalidIDs(numbering)
            }
            guard numbering != .events else {
                eventsAfter = try Self.events(range, reader)
                continue
            }
            let shift = try Self.shift(numbering, range, reader)
            shifts[numbering] = shift
            self.highest[numbering] = range.upperBound + shift
        }
    }

    subscript(id: Int64, numbering: Numbering) -> Int64 { id + shifts[numbering, default: 0] }

    private static func requireEmpty(_ reader: any TransferReader) throws {
        for table in ["accounts", "projects"] where try reader.numbers("SELECT count(*) FROM \(table)") != [0] {
            throw TransferError.databaseInUse(table: table)
        }
    }

    private static func requireFree(_ slug: String, _ reader: any TransferReader) throws {
        var isDeleted: Bool?
        try reader.rows("SELECT slug, deleted_at FROM projects", [.text, .integer]) { row in
            if row[0].text?.hasSameBytes(as: slug) == true { isDeleted = row[1] != .null }
        }
        guard let isDeleted else { return }
        throw isDeleted ? TransferError.slugUsed(slug: slug) : .projectExists(slug: slug)
    }

    private static func people(_ reader: any TransferReader) throws -> [[UInt8]: Int64] {
        var people: [[UInt8]: Int64] = [:]
        let sql = "SELECT email, id FROM accounts WHERE email IS NOT NULL AND kind = \(Account.Kind.user.sql)"
        try reader.rows(sql, [.text, .integer]) { row in
            if let email = row[0].text, let id = row[1].number { people[Array(email.lowercasedASCII.utf8)] = id }
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

    /// Nil if no event in the store has an id in this range, or a sequential id this high.
    private static func events(_ range: ClosedRange<Int64>, _ reader: any TransferReader) throws -> Int64? {
        let counted = try reader.numbers("SELECT max(id) FROM events WHERE id < \(EventNumber.firstTimed)").first ?? 0
        let sql = "SELECT id FROM events WHERE id >= \(range.lowerBound) AND id <= \(range.upperBound) LIMIT 1"
        let isFree = try reader.numbers(sql).isEmpty
        return isFree && (range.lowerBound > counted || range.lowerBound >= EventNumber.firstTimed) ? nil : counted + 1
    }
}
