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

    /// In the folder of systemd's service, else in the one for temporary files: a service has temporary files of its own, which
    /// are deleted whenever it ends.
    /// - Parameters:
    ///   - state: systemd's `StateDirectory=`, from the environment.
    ///   - boot: names the time since the machine was last started. A copy of its disk has another one, so that nobody takes the
    ///     files of a machine that runs for those of a dead one.
    convenience init(
        database identity: String, state: String? = ProcessInfo.processInfo.environment["STATE_DIRECTORY"],
        boot: String = NodeFiles.boot
    ) {
        let state = state?.split(separator: ":").first.map(String.init)
        let parent = state ?? FileManager.default.temporaryDirectory.path
        let names = "perfsee-nodes-\(geteuid())-\(identity)-"
        self.init(folder: "\(parent)/\(names)\(boot)")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        where name.hasPrefix(names) && name != names + boot {
            NodeFiles(folder: "\(parent)/\(name)").discard()
        }
    }

    /// The kernel's name for the time since the machine was started; empty where there is none.
    private static let boot =
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""

    deinit { letGo() }

    /// Creates this process's file and locks it. If that is not possible, others only wait longer for what it leaves behind.
    func hold(_ node: Int64) {
        let path = "\(folder)/\(node)"
        // It has its name only once it is locked: without a lock, it would be that of a dead node.
        let nameless = "\(folder)/new-\(node)"
        guard let file = create(nameless) else { return }
        guard flock(file, LOCK_EX | LOCK_NB) == 0, rename(nameless, path) == 0 else {
            unlink(nameless)
            close(file)
            return
        }
        held.withLock { $0 = (file, path) }
    }

    private func create(_ path: String) -> Int32? {
        // Again, because the last process that leaves deletes the folder.
        for _ in 1...3 {
            guard isOurs else { return nil }
            let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if file >= 0 { return file }
        }
        return nil
    }

    /// Deletes this process's file, and the folder if it was the last one.
    func letGo() {
        let held = held.withLock { held in
            defer { held = nil }
            return held
        }
        guard let held else { return }
        unlink(held.path)
        close(held.file)
        rmdir(folder)
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

    /// Deletes the folder if no process holds a file in it, here or on another machine with the same disk.
    private func discard() {
        guard isOurs, let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
        for name in names {
            let file = open("\(folder)/\(name)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
            guard file >= 0 else { continue }
            defer { close(file) }
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return }
            unlink("\(folder)/\(name)")
        }
        rmdir(folder)
    }

    /// Whether the folder is there and belongs to this user alone: others must not be able to say who is dead.
    private var isOurs: Bool {
        mkdir(folder, 0o700)
        var facts = stat()
        guard lstat(folder, &facts) == 0 else { return false }
        return facts.st_mode & S_IFMT == S_IFDIR && facts.st_uid == geteuid() && facts.st_mode & 0o077 == 0
    }
}
