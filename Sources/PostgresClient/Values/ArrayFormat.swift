/// The server's binary format of an array: the number of dimensions, whether there are NULLs, the element type, the
/// length and first index of the one dimension, then the elements as fields.
struct ArrayFormat {
    private let bytes: UnsafeRawBufferPointer
    private let elementType: PostgresType
    private let wanted: Any.Type
    private var offset: Int
    /// How many elements remain to be read.
    private(set) var remaining: Int

    static func appendHeader(of element: PostgresType, count: Int, hasNull: Bool, to writer: inout BinaryWriter) {
        writer.append(Int32(count == 0 ? 0 : 1))
        writer.append(Int32(hasNull ? 1 : 0))
        writer.append(element.rawValue)
        guard count > 0 else { return }
        writer.append(Int32(truncatingIfNeeded: count))
        writer.append(Int32(1))
    }

    /// Throws `PostgresError` (`.decoding`) for NULL and for anything but a one-dimensional array.
    init(_ field: PostgresField, as wanted: Any.Type) throws {
        self.wanted = wanted
        bytes = try field.value(as: wanted)
        guard bytes.count >= 12 else { throw field.mismatch(wanted) }
        elementType = PostgresType(rawValue: bytes.integer(at: 8))
        switch bytes.integer(as: Int32.self) {
        case 0: (remaining, offset) = (0, 12)
        case 1 where bytes.count >= 20: (remaining, offset) = (Int(bytes.integer(at: 12, as: Int32.self)), 20)
        default: throw field.mismatch(wanted)
        }
        // Each element takes at least its length field: bytes that claim more elements are not an array.
        guard remaining >= 0, remaining <= (bytes.count - offset) / 4 else { throw field.mismatch(wanted) }
    }

    mutating func next() throws -> PostgresField? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let length = try read()
        guard length >= 0 else { return PostgresField(bytes: nil, type: elementType, column: -1) }
        defer { offset += length }
        guard offset + length <= bytes.count else { throw cut }
        let value = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + length)])
        return PostgresField(bytes: value, type: elementType, column: -1)
    }

    private mutating func read() throws -> Int {
        guard offset + 4 <= bytes.count else { throw cut }
        defer { offset += 4 }
        return Int(bytes.integer(at: offset, as: Int32.self))
    }

    private var cut: PostgresError {
        PostgresError.decoding("the bytes of an array end early; \(wanted) was asked for")
    }
}
