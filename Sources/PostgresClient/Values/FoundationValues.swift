package import Foundation

/// `bytea`, like `[UInt8]`.
extension Data: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .bytea }
    package static var arrayType: PostgresType { .byteaArray }

    package func encode(into writer: inout BinaryWriter) {
        withUnsafeBytes { writer.append($0) }
    }

    package init(postgres field: PostgresField) throws {
        guard field.type == .bytea || field.type == .unspecified else { throw field.mismatch(Data.self) }
        self = Data(try field.value(as: Data.self))
    }
}

extension UUID: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { .uuid }
    package static var arrayType: PostgresType { .uuidArray }

    package func encode(into writer: inout BinaryWriter) {
        withUnsafeBytes(of: uuid) { writer.append($0) }
    }

    package init(postgres field: PostgresField) throws {
        let bytes = try field.value(as: UUID.self, count: 16)
        guard field.type == .uuid || field.type == .unspecified else { throw field.mismatch(UUID.self) }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}
