/// One value of a row, still in the server's bytes. Do not keep it: the bytes belong to the result.
package struct PostgresField {
    /// Nil for NULL.
    package let bytes: UnsafeRawBufferPointer?
    package let type: PostgresType
    /// Counted from 0; -1 within an array.
    package let column: Int

    package init(bytes: UnsafeRawBufferPointer?, type: PostgresType, column: Int) {
        self.bytes = bytes
        self.type = type
        self.column = column
    }

    /// The bytes of a value that must be present. Throws `PostgresError` (`.decoding`) for NULL.
    package func value(as wanted: Any.Type) throws -> UnsafeRawBufferPointer {
        guard let bytes else { throw PostgresError.decoding("\(place) is NULL, which \(wanted) has no value for") }
        return bytes
    }

    /// The bytes of a value of exactly `count` bytes. Throws `PostgresError` (`.decoding`) for NULL and other lengths.
    package func value(as wanted: Any.Type, count: Int) throws -> UnsafeRawBufferPointer {
        let bytes = try value(as: wanted)
        guard bytes.count == count else { throw mismatch(wanted) }
        return bytes
    }

    /// The error for a column type that `wanted` cannot be read from.
    package func mismatch(_ wanted: Any.Type) -> PostgresError {
        PostgresError.decoding("\(place) is \(type), which is not read as \(wanted); cast it in the SQL text")
    }

    private var place: String { column < 0 ? "an element" : "column \(column)" }
}

extension UnsafeRawBufferPointer {
    /// An integer in network order, at an offset that need not be aligned. The caller has checked the length.
    func integer<Value: FixedWidthInteger>(at offset: Int = 0, as type: Value.Type = Value.self) -> Value {
        Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
}
