import Foundation
import SQLiteStorage
import Storage
import Synchronization

/// A copy of a SQLite store in a folder of its own: the database, then the blobs that it names.
///
/// A blob is stored before the database names it, and never changes; one that was deleted since is left out.
struct StoreBackup {
    static let databaseName = "perfsee.db"
    /// Where a server on that database looks for blobs by default.
    private static let blobsName = "perfsee-blobs"

    let store: SQLiteStore
    /// The folder of the blobs.
    let blobs: String
    /// The folder to create.
    let folder: String

    private var progress = ProgressLine()

    init(store: SQLiteStore, blobs: String, folder: String) {
        self.store = store
        self.blobs = blobs
        self.folder = folder
    }

    /// Returns once all of it is on disk under its name. Throws `CommandFailure` if the folder already exists.
    func run() async throws {
        let target = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw CommandFailure("\(folder) already exists. Specify a folder that does not exist yet.")
        }
        let parent = target.deletingLastPathComponent()
        let unfinished = parent.appending(path: ".\(target.lastPathComponent).\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: unfinished, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let counts = try await copy(to: unfinished)
            try DiskFile.flush(unfinished.path)
            try DiskFile.rename(unfinished.path, to: target.path)
            try DiskFile.flush(parent.path)
            progress.clear()
            Terminal.print(
                "Backed up the database and \(counts.blobs) builds and reports to \(folder).")
            if counts.missing > 0 {
                Terminal.warn("\(counts.missing) of them were deleted in the meantime and are not included.")
            }
        } catch {
            progress.clear()
            try? FileManager.default.removeItem(at: unfinished)
            throw error
        }
    }

    private struct Counts {
        var blobs = 0
        var missing = 0
    }

    private func copy(to folder: URL) async throws -> Counts {
        let database = folder.appending(path: Self.databaseName).path
        try NewFile(database).finish()
        try await store.backUp(to: database) { [progress] done in
            progress.show("Backing up the database: \(Int(done * 100))%")
        }
        try DiskFile.flush(database)
        let copied = Mutex(Counts())
        let target = folder.appending(path: Self.blobsName)
        try DiskFile.makeFolder(target)
        try await SQLiteStore.forEachBlobKey(in: database) { [progress, blobs] key in
            let isThere = try DiskFile.copy(URL(filePath: blobs).appending(path: key), to: target.appending(path: key))
            copied.withLock { counts in
                if isThere { counts.blobs += 1 } else { counts.missing += 1 }
                progress.show("Backing up builds and reports: \(counts.blobs)")
            }
        }
        try DiskFile.flushFolders(in: target)
        return copied.withLock { $0 }
    }
}
