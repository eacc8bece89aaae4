import CLibPQ

/// Writes rows for `COPY ... FROM STDIN BINARY`.
///
/// The server converts nothing here: each value must have exactly the type of its column, `Int64` for `bigint`, `Int32`
/// for `integer`, and so on.
package final class PostgresCopyWriter {
    /// How many bytes to collect before sending them.
    package static let chunkBytes = 65_536

    private let wire: Wire
    private var buffer = BinaryWriter(capacity: PostgresCopyWriter.chunkBytes * 2)

    init(_ wire: Wire) {
        self.wire = wire
        buffer.append(CopyFormat.header)
    }

    /// Adds a row, one value for each column of the statement.
    package func write<each Value: PostgresEncodable>(_ values: repeat each Value) throws {
        var columns: Int16 = 0
        for _ in repeat each values { columns += 1 }
        buffer.append(columns)
        repeat buffer.appendField(each values)
        if buffer.count >= Self.chunkBytes { try send() }
    }

    /// Adds a row of as many values as the statement has columns.
    package func write(row: [some PostgresEncodable]) throws {
        buffer.append(Int16(row.count))
        for value in row { buffer.appendField(value) }
        if buffer.count >= Self.chunkBytes { try send() }
    }

    /// Marks the end of the rows.
    func end() throws {
        buffer.append(CopyFormat.trailer)
        try send()
        try put { PQputCopyEnd($0, nil) }
    }

    /// Makes the server roll back the whole statement.
    func fail() throws {
        try put { PQputCopyEnd($0, "the rows end in an error") }
    }

    /// Waits until the bytes are sent, so that no more than a chunk is ever in memory.
    private func send() throws {
        if wire.isCancelled { throw Wire.cancelled }
        try buffer.bytes.withUnsafeBytes { bytes in
            let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            try put { PQputCopyData($0, start, Int32(bytes.count)) }
        }
        buffer.clear()
        try wire.flush()
    }

    private func put(_ body: (OpaquePointer) -> Int32) throws {
        while true {
            switch body(try wire.live()) {
            case 1: return
            // libpq has no room until some bytes have been sent.
            case 0: try wire.flush()
            default: throw wire.lost()
            }
        }
    }
}
