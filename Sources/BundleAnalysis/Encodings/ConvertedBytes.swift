/// Converted bytes that nobody has read yet: a buffer that is filled, and then emptied from the front.
final class ConvertedBytes {
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var taken = 0

    init() { buffer = .allocate(byteCount: bufferBytes, alignment: 16) }

    deinit { buffer.deallocate() }

    var isEmpty: Bool { taken == filled }

    /// How many more bytes it can take; all if it is empty.
    var room: Int { buffer.count - filled }

    /// Adds a byte; there must be room.
    @inline(__always)
    func add(_ byte: UInt8) {
        buffer[filled] = byte
        filled += 1
    }

    func add(_ text: some Sequence<UInt8>) {
        for byte in text { add(byte) }
    }

    func add(_ bytes: UnsafeRawBufferPointer) {
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: bytes)
        filled += bytes.count
    }

    /// Moves as many bytes to the front of `target` as fit, and returns how many.
    func take(into target: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(target.count, filled - taken)
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count]))
        taken += count
        if isEmpty { (filled, taken) = (0, 0) }
        return count
    }
}
