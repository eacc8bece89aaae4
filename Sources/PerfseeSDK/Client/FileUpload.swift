import Foundation

/// A file that is sent while it is read.
public struct FileUpload: Sendable {
    /// How far an upload is.
    public struct Progress: Sendable, Hashable {
        /// How many bytes were handed to the connection.
        public let sentBytes: Int64
        /// How many bytes the file has.
        public let totalBytes: Int64

        /// 0...1
        public var fraction: Double {
            totalBytes == 0 ? 1 : Double(sentBytes) / Double(totalBytes)
        }
    }

    /// Where the file lies.
    public let path: String
    /// How many bytes the file has.
    public let byteCount: Int64
    let progress: @Sendable (Progress) -> Void

    /// A file to be sent.
    ///
    /// - Parameters:
    ///   - path: where it lies.
    ///   - progress: called each time that some of it was handed to the connection.
    /// - Throws: ``PerfseeClientError/unreadableFile(path:reason:)`` where it cannot be read.
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
