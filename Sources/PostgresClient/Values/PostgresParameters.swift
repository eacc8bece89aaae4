/// The parameters of one statement, encoded one after another into one buffer.
///
/// For statements whose text is built step by step: `add` returns the placeholder (`$3`) to write into the text.
package struct PostgresParameters: Sendable {
    /// The most parameters in a statement; the protocol counts them in 16 bits.
    package static let maximumCount = 65_535
    /// The maximum size of all values in a statement, in bytes. The server does not accept a message of a gigabyte.
    package static let maximumBytes = 1_000_000_000

    private var writer = BinaryWriter()
    /// The length of each value; -1 for NULL.
    private var lengths: [Int32] = []
    private(set) var types: [UInt32] = []

    package init() {}

    package var count: Int { lengths.count }
    var byteCount: Int { writer.count }

    /// Returns the placeholder of the value in the SQL text: `$1` for the first.
    @discardableResult
    package mutating func add<Value: PostgresEncodable>(_ value: Value) -> String {
        append(value)
        return "$\(count)"
    }

    mutating func append<Value: PostgresEncodable>(_ value: Value) {
        types.append(Value.postgresType.rawValue)
        guard !value.isPostgresNull else { return lengths.append(-1) }
        let start = writer.count
        value.encode(into: &writer)
        lengths.append(Int32(clamping: writer.count - start))
    }

    /// Throws `PostgresError` (`.invalid`) beyond a limit.
    func check(bytes: Int = maximumBytes) throws {
        guard count <= Self.maximumCount else {
            throw PostgresError.invalid("a statement has \(count) parameters, more than \(Self.maximumCount)")
        }
        guard byteCount <= bytes else {
            throw PostgresError.invalid("the parameters of a statement are \(byteCount) bytes, more than \(bytes)")
        }
    }

    /// What libpq needs to know: where each value is, how long it is, and that it is binary.
    func withPointers<Answer>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Answer
    ) -> Answer {
        writer.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                point(values, into: bytes)
                let formats = [Int32](repeating: 1, count: count)
                return body(UnsafePointer(values.baseAddress), lengths, formats)
            }
        }
    }

    private func point(
        _ values: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>, into bytes: UnsafeRawBufferPointer
    ) {
        var offset = 0
        for (place, length) in lengths.enumerated() {
            // An empty value needs an address as well, because libpq takes a null pointer for NULL.
            let start = bytes.baseAddress.map { $0 + offset } ?? UnsafeRawPointer(values.baseAddress!)
            values.initializeElement(at: place, to: length < 0 ? nil : start.assumingMemoryBound(to: CChar.self))
            offset += Int(max(0, length))
        }
    }
}
