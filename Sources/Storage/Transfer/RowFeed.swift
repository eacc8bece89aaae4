package import Domain
import Signing

/// The rows of a stream on their way into a store: read, validated, renumbered, and sealed the way they will be stored.
///
/// Moves from thread to thread with the importer, but is never used by two at once.
package final class RowFeed: @unchecked Sendable {
    /// The table that the following rows belong to.
    package struct Table {
        package let name: String
        package let columns: [TransferTable.Column]
    }

    package let header: TransferHeader
    let renumbering: Renumbering
    private let keyring: Keyring
    private let source: LineSource
    private let notify: @Sendable (TransferNote) -> Void
    private var counts: TransferCounts
    /// A line that was read and is not a row.
    private var waiting: ArraySlice<UInt8>?
    private var table: Table?
    private var tablesDone = 0
    private var rowsOfTable = 0
    private var hasPublishedTypes = false
    private var hasPackageLists = false
    /// People in the stream who are already in the store, by their ids in the stream.
    private var known: [Int64: Int64] = [:]
    /// The ids of the events if they are renumbered: eight bytes each.
    private var events: [Int64] = []
    /// The minimum values for the counters of the store.
    package private(set) var counters: [Numbering: Int64]

    init(
        _ source: LineSource, _ header: TransferHeader, after line: ArraySlice<UInt8>?, _ counts: TransferCounts,
        _ renumbering: Renumbering, _ keyring: Keyring, _ notify: @escaping @Sendable (TransferNote) -> Void
    ) {
        self.source = source
        self.header = header
        waiting = line
        self.counts = counts
        self.renumbering = renumbering
        self.keyring = keyring
        self.notify = notify
        counters = renumbering.highest
    }

    package var isOfProject: Bool { header.project != nil }

    /// The number that the single project has in this store; nil for a full export.
    package var project: Project.Number? { header.number.map { renumbering[$0, .projects] } }

    var total: TransferCounts { counts }

    /// What to run after the last row: what earlier versions did not record.
    package var conclusion: String? {
        let missing = [hasPublishedTypes ? nil : publishedTypes, hasPackageLists ? nil : packageLists]
            .compactMap(\.self)
        return missing.isEmpty ? nil : missing.joined(separator: ";\n")
    }

    /// The types that a project has published: those of the events that are there are known.
    private var publishedTypes: String {
        let isImported = project.map { "owner = \($0)" } ?? "owner > 0"
        return """
            INSERT INTO published_types (project, event_type) SELECT DISTINCT owner, event_type FROM events
            WHERE \(isImported) ON CONFLICT DO NOTHING
            """
    }

    /// The packages of an artifact: they are in its report, where they are looked up later.
    private var packageLists: String {
        let isImported = project.map { "project = \($0)" } ?? "project > 0"
        return """
            INSERT INTO package_lists (artifact) SELECT row FROM artifacts
            WHERE \(isImported) AND status = \(Artifact.Status.passed.sql) ON CONFLICT DO NOTHING
            """
    }

    /// Nil at the end of a complete stream.
    package func nextTable() throws -> Table? {
        while true {
            guard let line = try waiting ?? source.next() else { throw TransferError.cutOff }
            waiting = nil
            if let end = StreamReading.line(line, as: EndLine.self) {
                try check(end)
                return nil
            }
            guard let begin = StreamReading.line(line, as: TableLine.self) else {
                throw TransferError.unexpectedLine(line: source.number)
            }
            guard begin.table == TableLine.counters else { return try open(begin) }
            try readCounters(begin)
        }
    }

    /// Nil at the end of the table.
    package func nextRow() throws -> [TransferValue]? {
        while let values = try nextValues() {
            guard let table, let row = try located({ try adapt(values, table) }) else { continue }
            return row
        }
        return nil
    }

    /// Adds to a fault which row has it.
    func located<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let fault as RowFault {
            throw TransferError.row(row: rowsOfTable, table: table?.name ?? "", fault)
        } catch let error as UnsealingError {
            throw TransferError.row(row: rowsOfTable, table: table?.name ?? "", .sealed(error))
        }
    }

    /// The error for a row that the database does not accept.
    package func refusal(_ reason: String) -> TransferError {
        .rowsRefused(table: table?.name ?? "", reason: reason)
    }

    private func open(_ begin: TableLine) throws -> Table {
        let tables = TransferCatalog.tables
        guard let place = tables.firstIndex(where: { $0.name == begin.table }),
            !isOfProject || tables[place].ofProject != nil
        else {
            throw TransferError.unknownTable(line: source.number, table: begin.table)
        }
        guard place >= tablesDone else {
            throw TransferError.tableOutOfOrder(line: source.number, table: begin.table)
        }
        let columns = try begin.columns.map { name in
            guard let column = tables[place].columns.first(where: { $0.name == name }) else {
                throw TransferError.unknownColumn(line: source.number, table: begin.table, column: name)
            }
            return column
        }
        // A row that names no project belongs to none, and that may concern more than one project.
        let owning = tables[place].columns.filter { $0.kind == .itsProject }
        if isOfProject, let missing = owning.first(where: { !begin.columns.contains($0.name) }) {
            throw TransferError.missingColumn(line: source.number, table: begin.table, column: missing.name)
        }
        guard !columns.isEmpty, Set(begin.columns).count == columns.count else {
            throw TransferError.unexpectedLine(line: source.number)
        }
        if begin.table == TransferCatalog.publishedTypes.name { hasPublishedTypes = true }
        if begin.table == TransferCatalog.packageLists.name { hasPackageLists = true }
        let opened = Table(name: begin.table, columns: columns)
        (table, tablesDone, rowsOfTable) = (opened, place + 1, 0)
        return opened
    }

    private func nextValues() throws -> [TransferValue]? {
        guard let table, let line = try nextRowLine() else { return nil }
        rowsOfTable += 1
        counts.rows += 1
        if counts.rows % StoreExport.rowsBetweenNotes == 0 { notify(.progress(counts)) }
        return try located { try TransferRow.values(of: line, table.columns) }
    }

    private func nextRowLine() throws -> ArraySlice<UInt8>? {
        guard waiting == nil else { return nil }
        guard let line = try source.next() else { throw TransferError.cutOff }
        if line.first == UInt8(ascii: "[") { return line }
        waiting = line
        return nil
    }

    private func readCounters(_ begin: TableLine) throws {
        guard begin.columns == TableLine.counterColumns, !isOfProject else {
            throw TransferError.unexpectedLine(line: source.number)
        }
        let columns: [TransferTable.Column] = [.required("name", .text), .required("value", .integer)]
        (table, rowsOfTable) = (Table(name: begin.table, columns: columns), 0)
        while let row = try nextValues() {
            guard let numbering = row[0].text.flatMap(Numbering.init(rawValue:)), let value = row[1].number else {
                throw TransferError.unexpectedLine(line: source.number)
            }
            counters[numbering] = value
        }
        table = nil
    }

    private func check(_ end: EndLine) throws {
        guard end.rows == counts.rows, end.blobs == counts.blobs else {
            throw TransferError.incomplete(
                announced: TransferError.Counts(rows: end.rows, blobs: end.blobs),
                found: TransferError.Counts(rows: counts.rows, blobs: counts.blobs))
        }
    }
}

extension RowFeed {
    /// The row as it will be stored; nil if it is already in the store.
    private func adapt(_ values: [TransferValue], _ table: Table) throws -> [TransferValue]? {
        if isOfProject, table.name == TransferCatalog.accounts.name, try isKnown(values, table) { return nil }
        var row = values
        for (place, column) in table.columns.enumerated() {
            row[place] = try adapt(values[place], column.kind, of: values, table)
        }
        return row
    }

    private func adapt(
        _ value: TransferValue, _ kind: TransferKind, of values: [TransferValue], _ table: Table
    ) throws -> TransferValue {
        switch (kind, value) {
        case (.itsProject, .null) where isOfProject: throw RowFault.otherProject
        case (.owner, .integer(let key)) where key > 0 || isOfProject: .integer(try moved(key, .projects))
        case (.sealed(let part), .bytes(let sealed)):
            .bytes(
                try SealedWebhook(webhook(values, table), keyring)
                    .resealed(sealed, part, for: renumbering[webhook(values, table), .webhooks]))
        case (.privilege, _) where isOfProject: .boolean(false)
        case (.root, .integer(let key)) where key > 0 && isOfProject: .integer(movedRoot(key))
        case (_, .integer(let id)): .integer(try kind.numbering.map { try moved(id, $0) } ?? id)
        default: value
        }
    }

    private func moved(_ id: Int64, _ numbering: Numbering) throws -> Int64 {
        guard isOfProject else { return id }
        guard header.range(numbering)?.contains(id) == true else {
            throw RowFault.unannouncedID(id, numbering)
        }
        if numbering == .accounts, let there = known[id] { return there }
        if numbering == .events, let start = renumbering.eventsAfter { return try counted(id, after: start) }
        return renumbering[id, numbering]
    }

    /// Events are numbered as they come, in id order. References to events that no longer exist stay dangling.
    private func counted(_ id: Int64, after start: Int64) throws -> Int64 {
        guard table?.name == TransferCatalog.events.name else {
            let place = events.partitioningIndex { $0 >= id }
            return place < events.count && events[place] == id ? start + 1 + Int64(place) : start
        }
        guard id > events.last ?? .min else { throw RowFault.eventsOutOfOrder }
        events.append(id)
        return start + Int64(events.count)
    }

    /// The root of an event comes before it. If the root is another project's event, it is not part of the stream, and
    /// its id may belong to a different event here, so a number that is not an event id stands for it.
    private func movedRoot(_ id: Int64) -> Int64 {
        guard let range = header.range(.events), range.contains(id) else { return -id }
        guard let start = renumbering.eventsAfter else { return id }
        let place = events.partitioningIndex { $0 >= id }
        return place < events.count && events[place] == id ? start + 1 + Int64(place) : -id
    }

    /// The id, in the stream, of the webhook for which a value is sealed.
    private func webhook(_ values: [TransferValue], _ table: Table) throws -> Webhook.ID {
        let name = table.name == TransferCatalog.webhooks.name ? "id" : "webhook"
        let place = table.columns.firstIndex { $0.name == name }
        guard let id = place.flatMap({ values[$0].number }) else { throw RowFault.missingValue(column: name) }
        return id
    }

    private func isKnown(_ values: [TransferValue], _ table: Table) throws -> Bool {
        let named = Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), values))
        guard named["kind"]?.text == "user" else { throw RowFault.notAPerson }
        guard let id = named["id"]?.number, let email = named["email"]?.text,
            let there = renumbering.people[Array(email.lowercasedASCII.utf8)]
        else { return false }
        known[id] = there
        return true
    }
}

extension [Int64] {
    /// The index of the first element for which `belongs` holds, in a partitioned array.
    fileprivate func partitioningIndex(where belongs: (Int64) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
