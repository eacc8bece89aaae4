import CLibPQ

extension PostgresError {
    /// From a result that is an error.
    init(result: OpaquePointer) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        // What libpq says by itself, of a lost connection say, has no fields, only a text.
        let message = field(Field.message) ?? Self.line(PQresultErrorMessage(result))
        self.init(.server, message, sqlState: field(Field.sqlState).map(SQLState.init(rawValue:)))
        detail = field(Field.detail)
        hint = field(Field.hint)
        schema = field(Field.schema)
        table = field(Field.table)
        column = field(Field.column)
        constraint = field(Field.constraint)
        routine = field(Field.routine)
        position = field(Field.position).flatMap { Int($0) }
    }

    /// From what libpq last said of the connection.
    init(_ kind: Kind, connection: OpaquePointer) {
        self.init(kind, Self.line(PQerrorMessage(connection)))
    }

    /// libpq ends its texts with a line break and joins several by such.
    static func line(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "libpq gave no reason" }
        let words = String(cString: text).split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? "libpq gave no reason" : words.joined(separator: " ")
    }

    /// The letters that the protocol names the parts of an error by: macros in C, which Swift does not see.
    private enum Field {
        static let sqlState = code("C")
        static let message = code("M")
        static let detail = code("D")
        static let hint = code("H")
        static let position = code("P")
        static let schema = code("s")
        static let table = code("t")
        static let column = code("c")
        static let constraint = code("n")
        static let routine = code("R")

        private static func code(_ letter: Unicode.Scalar) -> Int32 { Int32(letter.value) }
    }
}
