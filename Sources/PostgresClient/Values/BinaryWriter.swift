/// Builds bytes in network order, as the server's binary formats require.
package struct BinaryWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    package var count: Int { bytes.count }

    package mutating func append<Value: FixedWidthInteger>(_ value: Value) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    package mutating func append(_ value: Double) {
        append(value.bitPattern)
    }

    package mutating func append(_ value: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: value)
    }

    package mutating func append(_ value: [UInt8]) {
        bytes.append(contentsOf: value)
    }

    package mutating func append(_ value: String) {
        bytes.append(contentsOf: value.utf8)
    }

    /// Appends a field in the format of arrays and COPY: four bytes of length, then the bytes; a length of -1 for NULL.
    package mutating func appendField<Value: PostgresEncodable>(_ value: Value) {
        guard !value.isPostgresNull else { return append(Int32(-1)) }
        let start = count
        append(Int32(0))
        value.encode(into: &self)
        patch(Int32(truncatingIfNeeded: count - start - 4), at: start)
    }

    /// Removes the bytes and keeps the capacity.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// Removes everything after the first `count` bytes.
    mutating func truncate(to count: Int) {
        bytes.removeLast(bytes.count - count)
    }

    mutating func patch(_ value: Int32, at place: Int) {
        withUnsafeBytes(of: value.bigEndian) { length in
            bytes.withUnsafeMutableBytes {
                UnsafeMutableRawBufferPointer(rebasing: $0[place...]).copyMemory(from: length)
            }
        }
    }
}
