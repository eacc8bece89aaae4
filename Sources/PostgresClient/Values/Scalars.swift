extension Bool: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .bool }
    package static var arrayType: PostgresType { .boolArray }

    package func encode(into writer: inout BinaryWriter) {
        writer.append(self ? UInt8(1) : 0)
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: Bool.self, count: 1)
        guard field.type == .bool || field.type == .unspecified else { throw field.mismatch(Bool.self) }
        self = bytes[0] != 0
    }
}

/// `double precision`; also read from `real`.
extension Double: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .float8 }
    package static var arrayType: PostgresType { .float8Array }

    package func encode(into writer: inout BinaryWriter) {
        writer.append(self)
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: Double.self)
        switch (field.type, bytes.count) {
        case (.float8, 8), (.unspecified, 8): self = Double(bitPattern: bytes.integer())
        case (.float4, 4): self = Double(Float(bitPattern: bytes.integer()))
        default: throw field.mismatch(Double.self)
        }
    }
}

/// `text`. The server refuses a text that contains a zero byte (SQLSTATE 22021).
extension String: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .text }
    package static var arrayType: PostgresType { .textArray }

    package func encode(into writer: inout BinaryWriter) {
        writer.append(self)
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: String.self)
        switch field.type {
        case .text, .varchar, .bpchar, .name, .char, .json, .xml, .unknown, .unspecified:
            self = String(decoding: bytes, as: UTF8.self)
        case .jsonb:
            // One byte gives the version of the format, and there is only one version.
            guard bytes.first == 1 else { throw field.mismatch(String.self) }
            self = String(decoding: bytes.dropFirst(), as: UTF8.self)
        default: throw field.mismatch(String.self)
        }
    }
}
