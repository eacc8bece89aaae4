/// A value that can be sent as a parameter, in the server's binary format.
package protocol PostgresEncodable {
    /// The type declared to the server; the SQL text casts if it needs another (`$1::jsonb`).
    static var postgresType: PostgresType { get }

    /// Whether this stands for NULL, in which case `encode` is not called.
    var isPostgresNull: Bool { get }

    /// Appends the bytes of the value, without their length.
    func encode(into writer: inout BinaryWriter)
}

extension PostgresEncodable {
    package var isPostgresNull: Bool { false }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    package static var postgresType: PostgresType { Wrapped.postgresType }

    package var isPostgresNull: Bool {
        switch self {
        case .none: true
        case .some(let value): value.isPostgresNull
        }
    }

    package func encode(into writer: inout BinaryWriter) {
        self?.encode(into: &writer)
    }
}
