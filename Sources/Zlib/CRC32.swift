import CZlib

/// The checksum of gzip and zip (CRC-32), computed piece by piece.
package struct CRC32: Sendable {
    /// The checksum of what was added so far.
    package private(set) var value: UInt32 = 0

    package init() {}

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        value = UInt32(
            truncatingIfNeeded: crc32_z(UInt(value), bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }
}
