import Foundation

/// A source of bytes, read one buffer at a time.
protocol ByteInput: AnyObject {
    /// Fills the front of `buffer` and returns how many bytes it put there; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int
}

/// How many bytes to read, inflate, or write in one step.
let bufferBytes = 256 << 10

/// An open file; closed when the last reference is released.
final class FileInput: ByteInput {
    let descriptor: Int32

    init(path: String, stage: AnalysisFailure.Stage = .reading) throws(AnalysisFailure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let cause = MachineCause.system(errno: errno)
            throw .machine(.openFile(name: ShownName(MemberPath.basename(of: path))), stage, cause: cause)
        }
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw .machine(.readFile, .reading) }
        }
    }

    /// The length of the file, in bytes.
    func size() throws(AnalysisFailure) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .machine(.readFile, .reading) }
        return Int(status.st_size)
    }

    /// The first bytes of the file, whatever the read position; for recognizing its format.
    func head(_ count: Int) throws(AnalysisFailure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, count, 0) }
        guard got >= 0 else { throw .machine(.readFile, .reading) }
        return Array(bytes.prefix(got))
    }
}

/// Bytes that are already in memory.
final class MemoryInput: ByteInput {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(AnalysisFailure) -> Int {
        let count = min(buffer.count, bytes.count - position)
        guard count > 0 else { return 0 }
        bytes.withUnsafeBytes {
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
        }
        position += count
        return count
    }
}
