package import Domain
import Foundation
package import GRDB
import Storage

/// Its sixteen bytes.
extension DeliveryID: DatabaseValueConvertible {
    package var databaseValue: DatabaseValue { data.databaseValue }

    package static func fromDatabaseValue(_ value: DatabaseValue) -> DeliveryID? {
        Data.fromDatabaseValue(value).flatMap { DeliveryID(bytes: $0) }
    }
}
