package import Signing

/// What is wrong with one row of a stream.
package enum RowFault: Error, Hashable, Sendable {
    /// The line is not an array with a value for each column.
    case notAnArray
    /// A text is not UTF-8.
    case notUTF8
    case wrongForm(column: String, TransferForm)
    case outOfRange(column: String, lowest: Int64, highest: Int64)
    /// The row is not of the project that the stream is of.
    case otherProject
    case missingValue(column: String)
    /// The account is not a person's.
    case notAPerson
    /// The events are not in the order of their ids.
    case eventsOutOfOrder
    /// The id is not among those that the first line announces.
    case unannouncedID(Int64, Numbering)
    /// A sealed value cannot be opened.
    case sealed(UnsealingError)
}
