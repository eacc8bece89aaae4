package import Domain
package import Foundation
import GRDB
import PostgresClient

/// A value in transit between two databases.
package enum TransferValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case small(Int16)
    case boolean(Bool)
    case real(Double)
    case text(String)
    case bytes(Data)
    case uuid(DeliveryID)

    /// Nil for NULL and for anything that is not an integer.
    var number: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }
}

extension TransferValue {
    /// A value from SQLite, which has neither booleans nor UUIDs.
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

    init(_ row: PostgresRow, _ column: Int, _ form: TransferForm) throws {
        guard !row.isNull(column) else {
            self = .null
            return
        }
        self =
            switch form {
            case .integer: .integer(try row[column])
            case .small: .small(try row[column])
            case .boolean: .boolean(try row[column])
            case .real: .real(try row[column])
            case .text: .text(try row[column])
            case .bytes: .bytes(try row[column])
            case .uuid: .uuid(try row[column])
            }
    }
}

/// For COPY, which is given no types: each value must have exactly the type of its column.
extension TransferValue: PostgresEncodable {
    static var postgresType: PostgresType { .unspecified }

    var isPostgresNull: Bool { self == .null }

    func encode(into writer: inout BinaryWriter) {
        switch self {
        case .null: break
        case .integer(let value): value.encode(into: &writer)
        case .small(let value): value.encode(into: &writer)
        case .boolean(let value): value.encode(into: &writer)
        case .real(let value): value.encode(into: &writer)
        case .text(let value): value.encode(into: &writer)
        case .bytes(let value): value.encode(into: &writer)
        case .uuid(let value): value.encode(into: &writer)
        }
    }
}
