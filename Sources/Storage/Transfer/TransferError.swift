/// Why a store cannot be exported or a stream cannot be imported.
///
/// A `reason` is what the system or the database said, in its own words; a `line` counts from 1.
package enum TransferError: Error, Hashable, Sendable {
    // An export
    case noProject(slug: String)
    case unwritable(reason: String)
    /// The database cannot be copied to a file.
    case backup(path: String, reason: String)
    /// A blob became shorter while it was read.
    case shrunkBlob(key: String)
    /// The database has a value that is not of the form that its column has.
    case unreadableValue(TransferForm)
    /// A number that is infinite, or not a number.
    case infiniteNumber

    // A stream
    case unreadable(reason: String)
    /// The first line is not that of an export.
    case notAnExport
    case newerFormat(version: Int, newest: Int)
    /// The first line has days that are out of range.
    case invalidDays
    /// The first line has ids that are out of range.
    case invalidIDs(Numbering)
    case lineTooLong(line: Int)
    case unexpectedLine(line: Int)
    /// The last lines are missing.
    case cutOff
    /// The last line announces other numbers than the stream has.
    case incomplete(announced: Counts, found: Counts)
    case unknownTable(line: Int, table: String)
    /// The table was there before, or belongs before others that were.
    case tableOutOfOrder(line: Int, table: String)
    case unknownColumn(line: Int, table: String, column: String)
    case missingColumn(line: Int, table: String, column: String)
    /// - Parameter row: counts from 1 within its table.
    case row(row: Int, table: String, RowFault)

    // A store
    /// The database does not accept the rows of a table.
    case rowsRefused(table: String, reason: String)
    /// Another blob has this key.
    case blobExists(line: Int, key: String)
    /// The table has rows already, but everything goes into a new database alone.
    case databaseInUse(table: String)
    case projectExists(slug: String)
    /// A project with this slug was deleted.
    case slugUsed(slug: String)
    /// Whether the import was committed could not be determined.
    case unknownOutcome(reason: String)
    /// The secrets are sealed with keys that are not in the keyring: the ids of those, and of the current one.
    case otherKeys(missing: [String], current: String)

    package struct Counts: Hashable, Sendable {
        package var rows: Int
        package var blobs: Int

        package init(rows: Int, blobs: Int) {
            self.rows = rows
            self.blobs = blobs
        }
    }
}
