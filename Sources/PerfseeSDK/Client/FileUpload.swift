import Foundation

/// A file that is read while it is sent.
public struct FileUpload: Sendable {
    /// The progress of an upload.
    public struct Progress: Sendable, Hashable {
        /// The number of bytes passed to the connection so far.
        public let sentBytes: Int64
        /// The size of the file, in bytes.
        public let totalBytes: Int64

        /// The fraction that was sent, 0...1.
        public var fraction: Double {
            totalBytes == 0 ? 1 : Double(sentBytes) / Double(totalBytes)
        }
    }

    /// The path of the file.
    public let path: String
    /// The size of the file, in bytes.
    public let byteCount: Int64
    let progress: @Sendable (Progress) -> Void

    /// Creates an upload of a file.
    ///
    /// - Parameters:
    ///   - path: the path of the file.
    ///   - progress: called whenever a part of the file was passed to the connection.
    /// - Throws: ``PerfseeClientError/unreadableFile(path:reason:)`` if the file cannot be read.
    public init(path: String, progress: @escaping @Sendable (Progress) -> Void = { _ in }) throws {
        let handle = try Self.open(path)
        defer { try? handle.close() }
        do {
            byteCount = Int64(try handle.seekToEnd())
        } catch {
            throw PerfseeClientError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        self.path = path
        self.progress = progress
    }

    static func open(_ path: String) throws -> FileHandle {
        do {
            return try FileHandle(forReadingFrom: URL(filePath: path))
        } catch {
            throw PerfseeClientError.unreadableFile(path: path, reason: error.localizedDescription)
        }
    }
}
