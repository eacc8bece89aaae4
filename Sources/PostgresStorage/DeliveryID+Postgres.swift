package import Domain
package import PostgresClient

/// A `uuid`.
extension DeliveryID: PostgresEncodable, PostgresDecodable, PostgresElement {
    package static var postgresType: PostgresType { PostgresUUID.postgresType }
    package static var arrayType: PostgresType { PostgresUUID.arrayType }

    package func encode(into writer: inout BinaryWriter) {
        PostgresUUID(high: high, low: low).encode(into: &writer)
    }

    package init(postgres field: PostgresField) throws {
        let uuid = try PostgresUUID(postgres: field)
        self.init(high: uuid.high, low: uuid.low)
    }
}
