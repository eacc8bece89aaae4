/// The 16 bytes of a `uuid`, for callers that have their own UUID type.
package struct PostgresUUID: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are 16 bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension PostgresUUID: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .uuid }
    package static var arrayType: PostgresType { .uuidArray }

    package func encode(into writer: inout BinaryWriter) {
        writer.append(high)
        writer.append(low)
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: PostgresUUID.self, count: 16)
        guard field.type == .uuid || field.type == .unspecified else { throw field.mismatch(PostgresUUID.self) }
        self.init(high: bytes.integer(), low: bytes.integer(at: 8))
    }
}
