import Domain

/// The limits of the sender. Those in the wire contract are constants in `AnswerLimits`.
package struct SenderConfiguration: Sendable {
    /// Connections that are open or being made, over all webhooks. Each socket counts, even when an attempt connects to
    /// several addresses of a name at once.
    package var connections = 1_024
    /// Connections to one origin, so that none takes them all: the most that one webhook may use at once, plus as many
    /// as are left free for others (`Places`).
    package var connectionsPerOrigin = 320
    /// Exchanges that may wait for a connection; beyond that, they fail at once.
    package var waiting = 16_384
    /// How long an idle connection stays open if its receiver does not say: less than the 5 s after which servers such
    /// as Node close it, because a request that runs into the close is lost.
    package var idle: Duration = .seconds(4)
    /// The longest an idle connection stays open if the receiver offers longer (`Keep-Alive: timeout=`).
    package var longestIdle: Duration = .minutes(1)
    /// How long no connection to an origin is reused after it has sent bytes that answer no request.
    package var singleUse: Duration = .minutes(10)
    /// How many such origins are remembered.
    package var singleUseOrigins = 1_024
    /// How long it is remembered which version of HTTP an origin speaks, where that is not the one that is tried first.
    package var versions: Duration = .hours(1)
    /// How many such origins are remembered.
    package var versionOrigins = 1_024
    package var lookups = LookupLimits()

    package init() {}
}

/// The limits of name lookups.
package struct LookupLimits: Sendable {
    /// Concurrent lookups, each on its own thread; a name has two, one for each family.
    package var threads = 32
    /// A lookup that has run this long is stuck: its thread no longer counts, so that others can start.
    package var stuckAfter: Duration = .seconds(1)
    /// Threads in all, including those of stuck lookups.
    package var allThreads = 256
    /// Lookups that may wait for a thread; beyond that, they fail at once.
    package var queued = 4_096
    /// How long the lookup of one family is waited for once the other has addresses.
    package var otherFamily: Duration = .milliseconds(250)
    /// How long an exchange waits for a lookup, whatever happens to the lookup's thread.
    package var timeout: Duration = .seconds(10)
    /// How long a result is cached, so that a busy webhook does not look up its name for each connection.
    package var cached: Duration = .seconds(5)
    /// Lookups whose results are cached.
    package var cachedNames = 1_024
    /// How many addresses of a name are kept, alternating between the families; chosen at random if it has more.
    package var addresses = 64

    package init() {}
}

/// How much of a response is read.
enum AnswerLimits {
    /// Bytes of the head, including any informational responses before it.
    static let head = 16 * 1024
    /// Bytes of the body to read, before gzip or deflate decoding; after that the connection is closed.
    static let read = 64 * 1024
    /// Bytes of the body to keep, after gzip or deflate decoding.
    static let kept = 16 * 1024
    /// How long a body is waited for once a head has reported success: the delivery is taken, whatever the body says.
    static let bodyOfSuccess: Duration = .seconds(2)
}
