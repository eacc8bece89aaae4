/// The binary format of COPY: a header, then for each row the number of fields and the fields, then a trailer.
enum CopyFormat {
    /// A signature, four bytes of flags, and four bytes with the length of an extension, which is empty.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + Array(repeating: 0, count: 8)
    static let trailer = Int16(-1)

    /// Where the first row begins in a message that may begin with a header.
    static func rowStart(_ message: UnsafeRawBufferPointer) -> Int {
        guard message.count >= header.count, message.starts(with: header.prefix(11)) else { return 0 }
        return header.count + Int(message.integer(at: 15, as: Int32.self))
    }
}

/// One row of `COPY ... TO STDOUT BINARY`. The bytes are the server's own, and valid only during the call.
package struct PostgresCopyRow {
    private let message: UnsafeRawBufferPointer
    /// The position of each field; a length of -1 for NULL.
    private let fields: [(start: Int, length: Int)]

    package var columnCount: Int { fields.count }

    /// COPY carries no types: a column is read as the requested type if it has the right number of bytes.
    package subscript<Value: PostgresDecodable>(column: Int) -> Value {
        get throws { try Value(postgres: field(column)) }
    }

    /// The same, for when the type cannot be inferred from the context.
    package func read<Value: PostgresDecodable>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        try Value(postgres: field(column))
    }

    package func field(_ column: Int) throws -> PostgresField {
        guard column >= 0, column < fields.count else {
            throw PostgresError.decoding("there is no column \(column) among \(fields.count)")
        }
        let (start, length) = fields[column]
        let bytes = length < 0 ? nil : UnsafeRawBufferPointer(rebasing: message[start..<(start + length)])
        return PostgresField(bytes: bytes, type: .unspecified, column: column)
    }

    /// Nil for the trailer and for a message with only the header. The server sends one row per message.
    init?(_ message: UnsafeRawBufferPointer) throws {
        var offset = CopyFormat.rowStart(message)
        guard offset < message.count else { return nil }
        guard offset + 2 <= message.count else { throw Self.cut }
        let count = Int(message.integer(at: offset, as: Int16.self))
        guard count >= 0 else { return nil }
        offset += 2
        var fields: [(start: Int, length: Int)] = []
        fields.reserveCapacity(count)
        for _ in 0..<count {
            guard offset + 4 <= message.count else { throw Self.cut }
            let length = Int(message.integer(at: offset, as: Int32.self))
            fields.append((offset + 4, length))
            offset += 4 + max(0, length)
            guard offset <= message.count else { throw Self.cut }
        }
        self.message = message
        self.fields = fields
    }

    private static let cut = PostgresError.decoding("a message of COPY does not hold a whole row in binary format")
}
