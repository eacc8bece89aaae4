import CLibPQ

/// What a statement answered: its rows, without a copy, and how many it changed. The memory is freed with the last
/// hold on it (a row is a hold).
package final class PostgresResult: @unchecked Sendable {
    // libpq changes a result no more after it has handed it out.
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

    /// How many rows were inserted, changed, deleted, copied or selected; 0 for other statements.
    package var affected: Int {
        PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// What the server calls the command that it ran, `INSERT 0 1` say.
    package var command: String {
        PQcmdStatus(raw).map { String(cString: $0) } ?? ""
    }

    /// The first column of the first row, nil where there is no row: for statements that answer one value.
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
