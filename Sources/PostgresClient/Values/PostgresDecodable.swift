/// A value that can be read from a column, out of the server's binary format.
package protocol PostgresDecodable {
    /// Throws `PostgresError` (`.decoding`) with the column and its type where they do not fit.
    init(postgres field: PostgresField) throws
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package init(postgres field: PostgresField) throws {
        self = field.bytes == nil ? nil : try Wrapped(postgres: field)
    }
}
