import Foundation

/// How the file descriptors that a process may have open are shared out: what it needs for itself, and caps for all else
/// that together stay below the limit. Without descriptors a process cannot go on: libdispatch ends it.
struct FileBudget: Hashable {
    /// Fewer are not enough to work with, on up to eight cores.
    static let least = 256
    static let mostAccepted = 4_096
    static let mostOutgoing = 1_024
    /// Database, blobs, key, logs, the pool of a shared database, libdispatch.
    static let own = 56
    /// Of each event loop.
    static let ofEventLoop = 3

    /// Connections that come in.
    let accepted: Int
    /// Those that may come on top while others are being closed to make room for them.
    let overlap: Int
    /// Connections that go out to webhooks.
    let outgoing: Int
    /// Look-ups of names at once, each with a socket and a file.
    let lookups: Int
    /// Archives that are uploaded at once, each with a file.
    let uploads: Int

    /// - Parameters:
    ///   - limit: file descriptors in all.
    ///   - eventLoops: as many as there are cores.
    init(limit: Int, eventLoops: Int) throws {
        let least = Self.least + Self.ofEventLoop * max(0, eventLoops - 8)
        guard limit >= least else {
            throw CommandFailure(
                "This process may have \(limit) files and connections open, and it needs \(least) at the least. "
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
