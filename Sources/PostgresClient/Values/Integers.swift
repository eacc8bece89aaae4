/// An integer for which the server has a type of the same width. It can be read from any of the server's integer types;
/// a value that does not fit is an error.
package protocol PostgresInteger: FixedWidthInteger, PostgresEncodable, PostgresDecodable, PostgresElement {}

extension PostgresInteger {
    package func encode(into writer: inout BinaryWriter) {
        writer.append(self)
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: Self.self)
        let value: Int64
        switch (field.type, bytes.count) {
        case (.int8, 8), (.unspecified, 8): value = bytes.integer()
        case (.int4, 4), (.unspecified, 4): value = Int64(bytes.integer(as: Int32.self))
        case (.int2, 2), (.unspecified, 2): value = Int64(bytes.integer(as: Int16.self))
        case (.oid, 4): value = Int64(bytes.integer(as: UInt32.self))
        default: throw field.mismatch(Self.self)
        }
        guard let exact = Self(exactly: value) else {
            throw PostgresError.decoding("column \(field.column) holds \(value), which \(Self.self) cannot hold")
        }
        self = exact
    }
}

extension Int16: PostgresInteger {
    package static var postgresType: PostgresType { .int2 }
    package static var arrayType: PostgresType { .int2Array }
}

extension Int32: PostgresInteger {
    package static var postgresType: PostgresType { .int4 }
    package static var arrayType: PostgresType { .int4Array }
}

extension Int64: PostgresInteger {
    package static var postgresType: PostgresType { .int8 }
    package static var arrayType: PostgresType { .int8Array }
}

/// `bigint`.
extension Int: PostgresInteger {
    package static var postgresType: PostgresType { .int8 }
    package static var arrayType: PostgresType { .int8Array }
}
