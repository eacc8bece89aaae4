import Foundation

/// A file that a command was asked to write: it is there with all of its contents, or as it was before.
struct OutputFile {
    let path: String

    /// Throws what would keep the file from being written, as far as that can be known beforehand.
    func refuseForeseeable() throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw CommandFailure("\(path) is a folder. Name a file.")
        }
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw CommandFailure("The file \(path) can't be written: the folder \(folder) does not exist.")
        }
        guard access(isSpecial ? path : folder, W_OK) == 0 else { throw failure(errno) }
    }

    /// Replaces the file once the new one is on disk.
    func write(_ bytes: [UInt8]) throws {
        guard !isSpecial else { return try writeThrough(bytes) }
        let draft = "\(target).\(UUID().uuidString).tmp"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        var code = Self.write(bytes, to: descriptor)
        if code == nil, fsync(descriptor) != 0 { code = errno }
        if close(descriptor) != 0, code == nil { code = errno }
        if code == nil, rename(draft, target) != 0 { code = errno }
        guard let code else { return }
        unlink(draft)
        throw failure(code)
    }

    /// Adds to the end of the file, or creates it. If that fails, the file has the length that it had before.
    func append(_ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        guard let code = Self.write(bytes, to: descriptor) else { return }
        _ = ftruncate(descriptor, max(0, end))
        throw failure(code)
    }

    /// In bytes; 0 if it does not exist.
    var size: Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        return (attributes?[.size] as? Int) ?? 0
    }

    private var folder: String {
        let folder = URL(filePath: target).deletingLastPathComponent().path
        return folder.isEmpty ? "." : folder
    }

    /// What a symbolic link leads to, so that the link stays.
    private var target: String { URL(filePath: path).resolvingSymlinksInPath().path }

    /// A pipe or a device, which can't be replaced.
    private var isSpecial: Bool {
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        return (attributes?[.type] as? FileAttributeType).map { $0 != .typeRegular } ?? false
    }

    private func writeThrough(_ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(errno) }
        defer { close(descriptor) }
        if let code = Self.write(bytes, to: descriptor) { throw failure(code) }
    }

    /// Returns the `errno` of a failure; nil on success.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return nil
    }

    private func failure(_ code: Int32) -> CommandFailure {
        CommandFailure("The file \(path) can't be written: \(String(cString: strerror(code))).")
    }
}
