package import Domain
import Foundation
package import GRDB
package import PostgresClient

/// Its sixteen bytes in SQLite.
extension DeliveryID: DatabaseValueConvertible {
    var data: Data { Data(bytes) }

    package var databaseValue: DatabaseValue { data.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> DeliveryID? {
        Data.fromDatabaseValue(value).flatMap { DeliveryID(bytes: $0) }
    }
}

/// A `uuid` in PostgreSQL.
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
