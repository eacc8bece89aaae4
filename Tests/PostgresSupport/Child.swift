import Glibc

/// A child process that inherits nothing but the three streams it is given. (Foundation's own would wait for a server
/// that was left behind, because that inherits a socket of Foundation's.)
struct Child {
    private let id: pid_t
    /// A child keeps descriptors from here on, if there are any.
    private static let highestDescriptor: Int32 = 16_384

    /// - Parameters:
    ///   - words: the program's path and its arguments.
    ///   - input: the descriptor that it reads from; nil for none.
    ///   - log: the file that its output is appended to; nil to discard it.
    ///   - isDetached: whether it gets a session of its own, so that no terminal signal reaches it.
    static func start(_ words: [String], input: Int32? = nil, log: String? = nil, isDetached: Bool = false) throws
        -> Child
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, log ?? "/dev/null", O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        // Closing one that is not open does no harm.
        for descriptor in 3..<highestDescriptor { posix_spawn_file_actions_addclose(&actions, descriptor) }
        // In a folder that any user can access.
        return try spawn(["/usr/bin/env", "-C", "/"] + words, &actions, isDetached)
    }

    private static func spawn(
        _ words: [String], _ actions: inout posix_spawn_file_actions_t, _ isDetached: Bool
    ) throws -> Child {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        if isDetached { posix_spawnattr_setflags(&attributes, 0x80 /* POSIX_SPAWN_SETSID */) }
        var arguments = words.map { strdup($0) } + [nil]
        defer { for copy in arguments { free(copy) } }
        var id = pid_t()
        let code = posix_spawn(&id, words[0], &actions, &attributes, &arguments, environ)
        guard code == 0 else { throw TemporaryPostgresError("\(words[0]) cannot be started: error \(code)") }
        return Child(id: id)
    }

    /// Blocks until it has ended; returns its exit status, -1 for a signal.
    @discardableResult
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -1
    }
}
