import Foundation

/// How the file descriptors that a process may open are divided: what it needs for itself, and limits for everything
/// else that together stay below the maximum. Without descriptors a process cannot go on: libdispatch ends it.
struct FileBudget: Hashable {
    /// The minimum to work with, on up to eight cores.
    static let least = 256
    static let mostAccepted = 4_096
    static let mostOutgoing = 1_024
    /// Database, blobs, key, logs, the pool of a shared database, libdispatch.
    static let own = 56
    /// For each event loop.
    static let ofEventLoop = 3

    /// Incoming connections.
    let accepted: Int
    /// Extra connections that may be open while others are being closed to make room for them.
    let overlap: Int
    /// Outgoing connections to webhooks.
    let outgoing: Int
    /// Concurrent DNS lookups, each with a socket and a file.
    let lookups: Int
    /// Concurrent uploads of archives, each with a file.
    let uploads: Int

    /// - Parameters:
    ///   - limit: the total number of file descriptors.
    ///   - eventLoops: as many as there are cores.
    init(limit: Int, eventLoops: Int) throws {
        let least = Self.least + Self.ofEventLoop * max(0, eventLoops - 8)
        guard limit >= least else {
            throw CommandFailure(
                "This process can have \(limit) files and connections open, but needs at least \(least). "
                    + "Raise the limit: `ulimit -n 4096`, or LimitNOFILE= of its systemd unit.")
        }
        lookups = min(256, limit / 32)
        uploads = min(256, limit / 32)
        overlap = min(64, limit / 8)
        let needed = Self.own + Self.ofEventLoop * eventLoops + overlap + 2 * lookups + uploads
        let rest = limit - needed
        outgoing = min(Self.mostOutgoing, rest / 3)
        accepted = min(Self.mostAccepted, rest - outgoing)
    }
}
