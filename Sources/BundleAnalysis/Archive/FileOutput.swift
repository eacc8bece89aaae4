import Foundation

/// A new file that is written from front to back; closed when the last reference is released.
final class FileOutput {
    let descriptor: Int32
    private(set) var written = 0
    private let stage: AnalysisFailure.Stage
    private let hasRoom: @Sendable () -> Bool

    /// How many bytes to write before checking again whether the disk has room.
    static let step = 16 << 20

    /// Creates the file, readable by its owner only, replacing any existing one.
    /// - Parameter hasRoom: whether the disk has room for more.
    init(
        path: String, stage: AnalysisFailure.Stage = .reading, hasRoom: @escaping @Sendable () -> Bool = { true }
    ) throws(AnalysisFailure) {
        self.stage = stage
        self.hasRoom = hasRoom
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .machine(.createFile, stage) }
    }

    deinit { close(descriptor) }

    func write(_ bytes: UnsafeRawBufferPointer) throws(AnalysisFailure) {
        if (written + bytes.count) / Self.step > written / Self.step, !hasRoom() {
            throw .machine(.writeFile, stage, cause: .diskNearlyFull)
        }
        var rest = bytes
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            #else
                let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            if count < 0 {
                guard errno == EINTR else { throw .machine(.writeFile, stage) }
                continue
            }
            written += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    func write(_ bytes: [UInt8]) throws(AnalysisFailure) {
        var failure: AnalysisFailure?
        bytes.withUnsafeBytes { part in
            do throws(AnalysisFailure) { try write(part) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
