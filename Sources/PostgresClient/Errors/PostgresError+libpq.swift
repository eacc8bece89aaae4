import CLibPQ

extension PostgresError {
    /// Creates an error from a failed result.
    init(result: OpaquePointer) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        // An error that libpq itself reports, for example a lost connection, has no fields, only a message.
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

    /// Creates an error from libpq's latest message about the connection.
    init(_ kind: Kind, connection: OpaquePointer) {
        self.init(kind, Self.line(PQerrorMessage(connection)))
    }

    /// libpq ends its messages with a line break, and also separates several of them with one.
    static func line(_ text: UnsafePointer<CChar>?) -> String {
        guard let text else { return "libpq gave no reason" }
        let words = String(cString: text).split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? "libpq gave no reason" : words.joined(separator: " ")
    }

    /// The letters by which the protocol identifies the parts of an error: macros in C, which Swift does not import.
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
