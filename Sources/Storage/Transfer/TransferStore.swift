/// What a store has to implement for export and import.
package protocol TransferStore: Sendable {
    /// Passes `body` a snapshot of the store, whatever others write in the meantime.
    func withSnapshot<Value: Sendable>(
        _ body: (any TransferSnapshot) async throws -> Value
    ) async throws -> Value
    /// Decides how to number the rows of a stream in this store, and reserves those numbers. Throws `TransferError` if
    /// there is no room for them.
    func makeRoom(for header: TransferHeader) async throws -> Renumbering
    /// Writes all rows, or none if it throws.
    func write(_ feed: RowFeed) async throws
}

/// A snapshot of a store.
package protocol TransferSnapshot: Sendable {
    func read<Value: Sendable>(_ body: @Sendable (any TransferReader) throws -> Value) async throws -> Value
}

/// Reads from a store, on the thread of its connection.
package protocol TransferReader {
    /// Passes the rows of a query to `body` one after the other; memory use stays flat however many there are.
    ///
    /// - Parameter sql: in the subset of SQL that all stores understand.
    func rows(_ sql: String, _ forms: [TransferForm], _ body: ([TransferValue]) throws -> Void) throws
    /// The highest id ever assigned in a series; 0 for none.
    func counter(_ numbering: Numbering) throws -> Int64
}

extension TransferReader {
    /// The numbers in the first column, without NULL.
    package func numbers(_ sql: String) throws -> [Int64] {
        var numbers: [Int64] = []
        try rows(sql, [.integer]) { row in
            if let number = row[0].number { numbers.append(number) }
        }
        return numbers
    }
}
