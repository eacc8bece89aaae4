/// Builds an array parameter: values go straight into the bytes that are sent, without an intermediate array.
///
/// For `INSERT INTO t SELECT * FROM unnest($1, $2)` with many rows: one column per parameter.
package struct PostgresColumn<Element: PostgresEncodable & PostgresElement>: PostgresEncodable, Sendable {
    private var fields: BinaryWriter
    package private(set) var count = 0
    private var hasNull = false

    /// - Parameter bytes: how many bytes to make room for.
    package init(capacity bytes: Int = 0) {
        fields = BinaryWriter(capacity: bytes)
    }

    package static var postgresType: PostgresType { Element.arrayType }

    package mutating func append(_ value: Element) {
        count += 1
        if value.isPostgresNull { hasNull = true }
        fields.appendField(value)
    }

    package mutating func append(_ value: Element?) {
        guard let value else { return appendNull() }
        append(value)
    }

    package mutating func appendNull() {
        count += 1
        hasNull = true
        fields.append(Int32(-1))
    }

    package func encode(into writer: inout BinaryWriter) {
        ArrayFormat.appendHeader(of: Element.postgresType, count: count, hasNull: hasNull, to: &writer)
        writer.append(fields.bytes)
    }
}
