/// A value that can be an array element. `[UInt8]` is the exception: it is one `bytea`, not a server array.
package protocol PostgresElement {
    /// The type of `[Self]`.
    static var arrayType: PostgresType { get }

    static func encodeArray(_ values: [Self], into writer: inout BinaryWriter)
    static func decodeArray(_ field: PostgresField) throws -> [Self]
}

extension PostgresElement where Self: PostgresEncodable {
    package static func encodeArray(_ values: [Self], into writer: inout BinaryWriter) {
        ArrayFormat.appendHeader(
            of: postgresType, count: values.count, hasNull: values.contains(where: \.isPostgresNull), to: &writer)
        for value in values { writer.appendField(value) }
    }
}

extension PostgresElement where Self: PostgresDecodable {
    package static func decodeArray(_ field: PostgresField) throws -> [Self] {
        var reader = try ArrayFormat(field, as: [Self].self)
        var values: [Self] = []
        values.reserveCapacity(reader.remaining)
        while let element = try reader.next() { values.append(try Self(postgres: element)) }
        return values
    }
}

extension Optional: PostgresElement where Wrapped: PostgresElement & PostgresEncodable & PostgresDecodable {
    package static var arrayType: PostgresType { Wrapped.arrayType }
}

extension Array: PostgresEncodable where Element: PostgresElement {
    package static var postgresType: PostgresType { Element.arrayType }

    package func encode(into writer: inout BinaryWriter) {
        Element.encodeArray(self, into: &writer)
    }
}

extension Array: PostgresDecodable where Element: PostgresElement {
    package init(postgres field: PostgresField) throws {
        self = try Element.decodeArray(field)
    }
}

/// Arrays of `bytea`.
extension Array: PostgresElement where Element == UInt8 {
    package static var arrayType: PostgresType { .byteaArray }
}

/// `[UInt8]` is `bytea`.
extension UInt8: PostgresElement {
    package static var arrayType: PostgresType { .bytea }

    package static func encodeArray(_ values: [UInt8], into writer: inout BinaryWriter) {
        writer.append(values)
    }

    package static func decodeArray(_ field: PostgresField) throws -> [UInt8] {
        guard field.type == .bytea || field.type == .unspecified else { throw field.mismatch([UInt8].self) }
        return Array(try field.value(as: [UInt8].self))
    }
}
