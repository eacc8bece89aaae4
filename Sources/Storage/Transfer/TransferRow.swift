import Domain
import Foundation

/// One row as a line of JSON: an array with a value per column.
enum TransferRow {
    static func line(_ values: [TransferValue]) throws -> [UInt8] {
        var json = JSONWriter()
        try json.array { json in
            for value in values { try write(value, to: &json) }
        }
        return json.bytes
    }

    private static func write(_ value: TransferValue, to json: inout JSONWriter) throws {
        switch value {
        case .null: json.null()
        case .integer(let value): json.integer(nil, value)
        case .small(let value): json.integer(nil, value)
        case .boolean(let value): json.bool(nil, value)
        case .text(let value): json.string(nil, value)
        case .bytes(let value): json.string(nil, value.base64EncodedString())
        case .uuid(let value): json.string(nil, value.description)
        case .real(let value):
            guard value.isFinite else { throw TransferError.infiniteNumber }
            // The shortest text that reads back as the same number.
            json.raw(nil, value.description.utf8)
        }
    }

    /// - Parameter columns: the expected columns, and whether each may be NULL.
    static func values(of line: ArraySlice<UInt8>, _ columns: [TransferTable.Column]) throws -> [TransferValue] {
        try line.withUnsafeBufferPointer { try values(of: $0, columns) }
    }

    private static func values(
        of line: UnsafeBufferPointer<UInt8>, _ columns: [TransferTable.Column]
    ) throws -> [TransferValue] {
        var scanner = RowScanner(line)
        var values: [TransferValue] = []
        values.reserveCapacity(columns.count)
        try scanner.begin()
        for (place, column) in columns.enumerated() {
            if place > 0 { try scanner.comma() }
            values.append(try value(column, &scanner))
        }
        try scanner.end()
        return values
    }

    private static func value(_ column: TransferTable.Column, _ scanner: inout RowScanner) throws -> TransferValue {
        let scalar = try scanner.scalar()
        if case .null = scalar, column.isOptional { return .null }
        guard let value = value(scalar, column.kind.form) else {
            throw RowFault.wrongForm(column: column.name, column.kind.form)
        }
        if let range = column.kind.range, let number = value.number, !range.contains(number) {
            throw RowFault.outOfRange(
                column: column.name, lowest: range.lowerBound, highest: range.upperBound)
        }
        return value
    }

    private static func value(_ scalar: RowScanner.Scalar, _ form: TransferForm) -> TransferValue? {
        switch (form, scalar) {
        case (.integer, .number(let text)): Int64(text).map(TransferValue.integer)
        case (.small, .number(let text)): Int16(text).map(TransferValue.small)
        case (.real, .number(let text)): Double(text).flatMap { $0.isFinite ? .real($0) : nil }
        case (.boolean, .boolean(let value)): .boolean(value)
        // PostgreSQL cannot store a zero byte in a text.
        case (.text, .text(let text)): text.utf8.contains(0) ? nil : .text(text)
        case (.bytes, .text(let text)): Data(base64Encoded: text).map(TransferValue.bytes)
        case (.uuid, .text(let text)): DeliveryID(text).map(TransferValue.uuid)
        default: nil
        }
    }
}
