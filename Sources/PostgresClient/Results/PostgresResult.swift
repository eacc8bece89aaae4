import CLibPQ

/// The result of a statement: its rows, without copying, and how many it changed. The memory is freed with the last
/// reference (each row holds one).
package final class PostgresResult: @unchecked Sendable {
    // libpq no longer changes a result after returning it.
    let raw: OpaquePointer
    /// How many rows there are.
    package let count: Int
    package let columnCount: Int

    init(_ raw: OpaquePointer) {
        self.raw = raw
        count = Int(PQntuples(raw))
        columnCount = Int(PQnfields(raw))
    }

    deinit {
        PQclear(raw)
    }

    var status: ExecStatusType { PQresultStatus(raw) }

    /// How many rows were inserted, changed, deleted, copied, or selected; 0 for other statements.
    package var affected: Int {
        PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// The server's name for the command it ran, for example `INSERT 0 1`.
    package var command: String {
        PQcmdStatus(raw).map { String(cString: $0) } ?? ""
    }

    /// The first column of the first row, nil if there is no row: for statements that return a single value.
    package func value<Value: PostgresDecodable>(as type: Value.Type = Value.self) throws -> Value? {
        try first?.read(0)
    }

    package var columnNames: [String] {
        (0..<Int32(columnCount)).map { String(cString: PQfname(raw, $0)) }
    }

    package func type(of column: Int) -> PostgresType {
        PostgresType(rawValue: PQftype(raw, Int32(column)))
    }
}

extension PostgresResult: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(position: Int) -> PostgresRow {
        precondition(position >= 0 && position < count, "there is no row \(position) among \(count)")
        return PostgresRow(result: self, index: Int32(position))
    }
}
