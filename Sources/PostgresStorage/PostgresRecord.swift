import Domain
import Foundation
import PostgresClient
import Storage

/// A row whose columns are accessed by name.
struct PostgresRecord: StoredRow {
    private let row: PostgresRow
    private let places: [String: Int]

    fileprivate init(_ row: PostgresRow, _ places: [String: Int]) {
        self.row = row
        self.places = places
    }

    func integer(_ column: String) throws -> Int64? { try row[place(column)] }
    func boolean(_ column: String) throws -> Bool? { try row[place(column)] }
    func real(_ column: String) throws -> Double? { try row[place(column)] }
    func text(_ column: String) throws -> String? { try row[place(column)] }
    func bytes(_ column: String) throws -> Data? { try row[place(column)] }
    func deliveryID(_ column: String) throws -> DeliveryID? { try row[place(column)] }

    private func place(_ column: String) throws -> Int {
        guard let place = places[column] else { throw UnknownColumn(name: column) }
        return place
    }
}

/// A statement does not return a column that is read from it.
struct UnknownColumn: Error, CustomStringConvertible {
    let name: String

    var description: String { "UnknownColumn: \(name)" }
}

extension PostgresResult {
    /// If several columns have the same name, the first counts.
    var records: [PostgresRecord] {
        let places = Dictionary(columnNames.enumerated().map { ($1, $0) }) { first, _ in first }
        return map { PostgresRecord($0, places) }
    }
}

extension PostgresSession {
    func records<each Value: PostgresEncodable>(
        _ sql: String, _ values: repeat each Value
    ) throws -> [PostgresRecord] {
        try query(sql, repeat each values).records
    }

    func record<each Value: PostgresEncodable>(
        _ sql: String, _ values: repeat each Value
    ) throws -> PostgresRecord? {
        try query(sql, repeat each values).records.first
    }

    /// The first column of each row.
    func values<Column: PostgresDecodable, each Value: PostgresEncodable>(
        _ type: Column.Type, _ sql: String, _ values: repeat each Value
    ) throws -> [Column] {
        try query(sql, repeat each values).map { try $0.read(0) }
    }

    func value<Column: PostgresDecodable, each Value: PostgresEncodable>(
        _ type: Column.Type, _ sql: String, _ values: repeat each Value
    ) throws -> Column? {
        try query(sql, repeat each values).value()
    }

    /// How many rows were changed.
    @discardableResult
    func run<each Value: PostgresEncodable>(_ sql: String, _ values: repeat each Value) throws -> Int {
        try query(sql, repeat each values).affected
    }
}
