/// A value that can be read from a column in the server's binary format.
package protocol PostgresDecodable {
    /// Throws `PostgresError` (`.decoding`) with the column and its type if they do not match.
    init(postgres field: PostgresField) throws
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    package init(postgres field: PostgresField) throws {
        self = field.bytes == nil ? nil : try Wrapped(postgres: field)
    }
}
