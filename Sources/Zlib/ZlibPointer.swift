import CZlib

/// The state of a stream, and its release: zlib keeps a pointer to it, so it must not move.
struct ZlibPointer {
    let stream: UnsafeMutablePointer<z_stream>

    static let size = Int32(MemoryLayout<z_stream>.size)

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    func deallocate() { stream.deallocate() }

    /// Lets zlib work once, from the front of `input` into `output`, and drops from `input` what was read.
    /// - Returns: how many bytes were written, and zlib's status.
    func step(
        _ input: inout UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer,
        _ work: (UnsafeMutablePointer<z_stream>) -> Int32
    ) -> (written: Int, status: Int32) {
        // zlib counts in 32 bits.
        let (available, room) = (UInt32(clamping: input.count), UInt32(clamping: output.count))
        // It does not write to its input, although its type says so.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = available
        stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = room
        let status = work(stream)
        input = UnsafeRawBufferPointer(rebasing: input[Int(available - stream.pointee.avail_in)...])
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
        return (Int(room - stream.pointee.avail_out), status)
    }
}
