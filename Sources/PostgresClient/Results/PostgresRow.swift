import CLibPQ

/// One row of a result. `try row[0]` reads a column as the requested type.
package struct PostgresRow: Sendable {
    let result: PostgresResult
    let index: Int32

    package var columnCount: Int { result.columnCount }

    /// - Parameter column: counted from 0.
    ///
    /// Throws `PostgresError` (`.decoding`) if the column has another type, or is NULL and the type is not optional.
    package subscript<Value: PostgresDecodable>(column: Int) -> Value {
        get throws { try Value(postgres: field(column)) }
    }

    /// The same, for when the type cannot be inferred from the context.
    package func read<Value: PostgresDecodable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        try Value(postgres: field(column))
    }

    package func isNull(_ column: Int) -> Bool {
        PQgetisnull(result.raw, index, Int32(column)) != 0
    }

    /// The bytes of a column, valid while the row is held.
    package func field(_ column: Int) throws -> PostgresField {
        guard column >= 0, column < columnCount else {
            throw PostgresError.decoding("there is no column \(column) among \(columnCount)")
        }
        let place = Int32(column)
        // A script's rows are in text format, which the types of this module do not read.
        guard PQfformat(result.raw, place) == 1 else {
            throw PostgresError.decoding("column \(column) came as text; rows are read with query, not with execute")
        }
        return PostgresField(bytes: bytes(place), type: result.type(of: column), column: column)
    }

    private func bytes(_ column: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result.raw, index, column) == 0 else { return nil }
        let length = PQgetlength(result.raw, index, column)
        return UnsafeRawBufferPointer(start: PQgetvalue(result.raw, index, column), count: Int(length))
    }
}
