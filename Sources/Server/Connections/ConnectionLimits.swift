/// What callers may have of a server at once.
package struct ConnectionLimits: Hashable, Sendable {
    /// Connections that are open. One more has to make do with the place of the oldest that has proven nothing.
    package var accepted = 4_096
    /// Connections that may come on top while others are being closed to make room for them.
    package var overlap = 64
    /// Archives that are being uploaded: each of them has a file open.
    package var uploads = 256
    /// Bytes of bodies that are held in memory.
    package var bodyBytes = 64 << 20

    package init() {}

    /// Connections of one address, so that half of all stay for the others.
    var ofAddress: Int { max(1, accepted / 2) }
    /// Connections that have proven nothing, so that there is always room for those who have.
    var newcomers: Int { max(1, accepted - accepted / 8) }
    /// Requests of one account that are under way.
    var ofAccount: Int { max(1, accepted / 4) }
    var uploadsOfAccount: Int { max(1, uploads / 4) }
    /// Bytes that the bodies of one account have, or of one address where nobody is known yet.
    var bodyBytesOfParty: Int { bodyBytes / 4 }
    /// Connections at which no more are accepted. Sixteen are accepted at a time, so it stops that much earlier.
    var gate: Int { accepted + max(0, overlap - 16) }
    /// Event streams that are open.
    var streams: Int { max(1, accepted / 2) }

    /// Event streams of one token, or of one browser that is signed in.
    static let streamsOfToken = 10
    static let streamsOfAccount = 40
    static let streamsOfAddress = 200
}
