/// What a store has to offer for everything in it to travel.
package protocol TransferStore: Sendable {
    /// Gives `body` a view of the store in which nothing changes, whatever others write meanwhile.
    func withSnapshot<Value: Sendable>(
        _ body: (any TransferSnapshot) async throws -> Value
    ) async throws -> Value
    /// Decides how the rows of a stream are to be numbered here, and keeps those numbers from others. Throws
    /// `TransferError` where there is no place for them.
    func makeRoom(for header: TransferHeader) async throws -> Renumbering
    /// Writes all rows, or none where that throws.
    func write(_ feed: RowFeed) async throws
}

/// A view of a store in which nothing changes.
package protocol TransferSnapshot: Sendable {
    func read<Value: Sendable>(_ body: @Sendable (any TransferReader) throws -> Value) async throws -> Value
}

/// Reads from a store, on the thread of its connection.
package protocol TransferReader {
    /// Hands over the rows of a query one after the other; memory stays flat however many they are.
    ///
    /// - Parameter sql: of the part of SQL that all stores understand.
    func rows(_ sql: String, _ forms: [TransferForm], _ body: ([TransferValue]) throws -> Void) throws
    /// The highest id that was ever given of a kind; 0 for none.
    func counter(_ numbering: Numbering) throws -> Int64
}

extension TransferReader {
    /// The numbers in the first column, without NULL.
    func numbers(_ sql: String) throws -> [Int64] {
        var numbers: [Int64] = []
        try rows(sql, [.integer]) { row in
            if let number = row[0].number { numbers.append(number) }
        }
        return numbers
    }
}
