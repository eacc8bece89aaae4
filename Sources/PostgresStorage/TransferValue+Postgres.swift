import Domain
import Foundation
package import PostgresClient
package import Storage

extension TransferValue {
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
    package static var postgresType: PostgresType { .unspecified }

    package var isPostgresNull: Bool { self == .null }

    package func encode(into writer: inout BinaryWriter) {
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
