import Foundation
import Synchronization

/// How a node knows that an earlier one on the same machine is dead: each process holds a lock on a file of its own, which
/// ends with the process, however that ends. Processes on other machines, and those before a restart of the machine, are not
/// known to be dead until their leases run out.
final class NodeFiles: Sendable {
    private let folder: String
    private let held = Mutex<(file: Int32, path: String)?>(nil)

    /// - Parameter folder: is created, for its user alone. Nodes of one database share it.
    init(folder: String) {
        self.folder = folder
    }

    /// In the folder for temporary files, which a restart of the machine empties.
    convenience init(database identity: String) {
        let name = "perfsee-nodes-\(geteuid())-\(identity)"
        self.init(folder: FileManager.default.temporaryDirectory.appending(path: name).path)
    }

    deinit { letGo() }

    /// Creates this process's file and locks it. If that is not possible, others only wait longer for what it leaves behind.
    func hold(_ node: Int64) {
        guard isOurs else { return }
        let path = "\(folder)/\(node)"
        // It has its name only once it is locked: without a lock, it would be that of a dead node.
        let nameless = "\(folder)/new-\(node)"
        let file = open(nameless, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return }
        guard flock(file, LOCK_EX | LOCK_NB) == 0, rename(nameless, path) == 0 else {
            unlink(nameless)
            close(file)
            return
        }
        held.withLock { $0 = (file, path) }
    }

    /// Deletes this process's file.
    func letGo() {
        let held = held.withLock { held in
            defer { held = nil }
            return held
        }
        guard let held else { return }
        unlink(held.path)
        close(held.file)
    }

    /// Calls `body` with each node whose process is dead, and then deletes its file. No two processes do so at once.
    func eachDead(_ body: (Int64) async throws -> Void) async rethrows {
        guard isOurs, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names {
            guard let node = Int64(name) else { continue }
            let path = "\(folder)/\(name)"
            let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { continue }
            defer { close(file) }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else { continue }
            try await body(node)
            unlink(path)
        }
    }

    /// Whether the folder is there and belongs to this user alone: others must not be able to say who is dead.
    private var isOurs: Bool {
        mkdir(folder, 0o700)
        var facts = stat()
        guard lstat(folder, &facts) == 0 else { return false }
        return facts.st_mode & S_IFMT == S_IFDIR && facts.st_uid == geteuid() && facts.st_mode & 0o077 == 0
    }
}
