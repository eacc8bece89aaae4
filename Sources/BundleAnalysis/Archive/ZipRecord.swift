/// The fields of a record of a zip archive: little-endian numbers at fixed offsets.
struct ZipRecord {
    private let bytes: UnsafeRawBufferPointer

    /// Nil unless the bytes begin with this signature, and are as many as the fixed part of the record has.
    init?(_ bytes: UnsafeRawBufferPointer?, signature: UInt32, count: Int) {
        guard let bytes, bytes.count >= count, count >= 4 else { return nil }
        self.bytes = bytes
        guard short(0) | short(2) << 16 == Int(signature) else { return nil }
    }

    /// Of an extra field, which has no signature.
    init(field bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// 2 bytes; the offset must lie in the fixed part.
    func short(_ offset: Int) -> Int { Int(bytes[offset]) | Int(bytes[offset + 1]) << 8 }

    /// 4 bytes.
    func word(_ offset: Int) -> Int { short(offset) | short(offset + 2) << 16 }

    /// 8 bytes; what does not fit is the largest number there is, which no file reaches.
    func long(_ offset: Int) -> Int {
        let (low, high) = (word(offset), word(offset + 4))
        return high > Int(Int32.max) ? .max : high << 32 | low
    }
}
