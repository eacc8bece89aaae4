import Foundation

/// Makes files and folders durable before something else happens.
enum DiskFile {
    static func makeFolder(_ folder: URL) throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Links a file that is never changed, or copies it to another file system. False if it does not exist.
    static func copy(_ source: URL, to target: URL) throws -> Bool {
        try makeFolder(target.deletingLastPathComponent())
        if link(source.path, target.path) == 0 { return true }
        guard errno != ENOENT else { return false }
        do {
            try FileManager.default.copyItem(at: source, to: target)
        } catch CocoaError.fileReadNoSuchFile, CocoaError.fileNoSuchFile {
            return false
        }
        try flush(target.path)
        return true
    }

    static func rename(_ path: String, to target: String) throws {
        guard Foundation.rename(path, target) == 0 else { throw failure(path, "renamed") }
    }

    /// Flushes a file's bytes, or a folder's names, to disk.
    static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, "opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path, "flushed to disk") }
    }

    /// Flushes the names in a folder, and in all its subfolders, to disk.
    static func flushFolders(in folder: URL) throws {
        try flush(folder.path)
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let path = folder.appending(path: name)
            if (try path.resourceValues(forKeys: [.isDirectoryKey])).isDirectory == true { try flush(path.path) }
        }
    }

    private static func failure(_ path: String, _ act: String) -> CommandFailure {
        CommandFailure("\(path) can't be \(act): \(String(cString: strerror(errno))).")
    }
}
