import Domain
import Foundation
import GRDB
import Storage

extension TransferValue {
    /// SQLite has neither booleans nor UUIDs.
    init(_ value: DatabaseValue, _ form: TransferForm) throws {
        guard let read = Self.read(value, form) else {
            throw TransferError.unreadableValue(form)
        }
        self = read
    }

    /// Nil for a value of another kind. (Separate from the initializer, because the compiler's optimizer was seen to
    /// crash on the two combined.)
    private static func read(_ value: DatabaseValue, _ form: TransferForm) -> TransferValue? {
        if value.isNull { return .null }
        return switch form {
        case .integer: Int64.fromDatabaseValue(value).map(Self.integer)
        case .small: Int16.fromDatabaseValue(value).map(Self.small)
        case .boolean: Bool.fromDatabaseValue(value).map(Self.boolean)
        case .real: Double.fromDatabaseValue(value).map(Self.real)
        case .text: String.fromDatabaseValue(value).map(Self.text)
        case .bytes: Data.fromDatabaseValue(value).map(Self.bytes)
        case .uuid: DeliveryID.fromDatabaseValue(value).map(Self.uuid)
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .small(let value): value.databaseValue
        case .boolean(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): value.databaseValue
        case .uuid(let value): value.databaseValue
        }
    }
}
