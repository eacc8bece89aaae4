package import NIOCore

/// The limits of the sender. Those of the wire contract are constants of `AnswerLimits`.
package struct SenderConfiguration: Sendable {
    /// Connections that are open or being made, over all webhooks. Each socket counts, also where an attempt connects
    /// to several addresses of a name at once.
    package var connections = 1_024
    /// Connections to one origin, so that none holds them all: what one webhook may use at once at most, and as much
    /// beside it as is left free for others (`Places`).
    package var connectionsPerOrigin = 320
    /// Exchanges that wait for a connection; one more fails at once.
    package var waiting = 16_384
    /// How long a connection stays open without use where its receiver does not say: less than the 5 s after which
    /// servers such as Node close it, because a request that meets the closing is lost.
    package var idle = TimeAmount.seconds(4)
    /// How long it stays open at most where the receiver offers longer (`Keep-Alive: timeout=`).
    package var longestIdle = TimeAmount.seconds(60)
    /// How long no connection to an origin is used a second time, once it has sent bytes that answer nothing.
    package var singleUse = TimeAmount.seconds(600)
    /// How many origins that is remembered of.
    package var singleUseOrigins = 1_024
    package var lookups = LookupLimits()

    package init() {}
}

/// The limits of name look-ups.
package struct LookupLimits: Sendable {
    /// Look-ups that run at once, each on a thread of its own.
    package var threads = 32
    /// A look-up that has run so long is stuck: its thread no longer counts, so that others get in.
    package var stuckAfter = TimeAmount.seconds(1)
    /// Threads in all, those of stuck look-ups included.
    package var allThreads = 256
    /// Names that wait for a thread; one more fails at once.
    package var queued = 4_096
    /// How long an exchange waits for a look-up, whatever becomes of the look-up's thread.
    package var timeout = TimeAmount.seconds(10)
    /// How long an answer is used again, so that a busy webhook does not look up its name for each connection.
    package var cached = TimeAmount.seconds(5)
    /// Names whose answers are kept.
    package var cachedNames = 1_024
    /// How many addresses of a name are kept, the families in turn; chosen at random where it has more.
    package var addresses = 64

    package init() {}
}

/// What is read of an answer.
enum AnswerLimits {
    /// Bytes of the head, informational answers before it included.
    static let head = 16 * 1024
    /// Bytes of the body that are read, before gzip or deflate; then the connection is closed.
    static let read = 64 * 1024
    /// Bytes of the body that are kept, after gzip or deflate.
    static let kept = 16 * 1024
}
