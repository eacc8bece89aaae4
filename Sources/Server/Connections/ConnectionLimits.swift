/// What callers may use of a server at once.
package struct ConnectionLimits: Hashable, Sendable {
    /// Open connections. One more takes the place of the oldest unproven one.
    package var accepted = 4_096
    /// Extra connections that may be open while others are being closed to make room for them.
    package var overlap = 64
    /// Archives being uploaded: each has a file open.
    package var uploads = 256
    /// Bytes of bodies held in memory.
    package var bodyBytes = 64 << 20

    package init() {}

    /// Connections from one address, so that half of all remain for others.
    var ofAddress: Int { max(1, accepted / 2) }
    /// Unproven connections, so that there is always room for proven ones.
    var newcomers: Int { max(1, accepted - accepted / 8) }
    /// Requests of one account in progress.
    var ofAccount: Int { max(1, accepted / 4) }
    var uploadsOfAccount: Int { max(1, uploads / 4) }
    /// Bytes that the bodies of one account hold, or those of one address before the caller is known.
    var bodyBytesOfParty: Int { bodyBytes / 4 }
    /// The number of connections at which accepting stops. Connections are accepted in batches of sixteen, so it stops
    /// that much earlier.
    var acceptLimit: Int { accepted + max(0, overlap - 16) }
    /// Open event streams.
    var streams: Int { max(1, accepted / 2) }

    /// Event streams of one token or of one signed-in browser.
    static let streamsOfToken = 10
    static let streamsOfAccount = 40
    static let streamsOfAddress = 200
}
