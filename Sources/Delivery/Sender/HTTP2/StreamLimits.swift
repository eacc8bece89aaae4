import Domain
import NIOCore

/// What a receiver may do on a connection that speaks HTTP/2. Whoever exceeds a limit loses the connection. The limits
/// of a response are those of HTTP/1.1 (`AnswerLimits`).
enum StreamLimits {
    /// Exchanges at once on one connection, if the receiver allows as many (`SETTINGS_MAX_CONCURRENT_STREAMS`).
    static let concurrent = 100
    /// Exchanges in all, after which a connection is replaced: stream identifiers run out at 2^30.
    static let perConnection = 1 << 20
    /// Frames between two responses, whatever they are: floods of PING, SETTINGS, WINDOW_UPDATE, GOAWAY, empty DATA or
    /// CONTINUATION, and frames of unknown types.
    static let frames = 1_000
    /// Bytes of a request for which one frame more is allowed: the receiver says that it has room for the next.
    static let bytesPerFrame = 1_024
    /// Streams in a row that a receiver may reset, after which a connection takes no further exchange.
    static let resets = 10
    /// How much of the responses of all streams a receiver may send before this side has read it.
    static let connectionWindow = 1 << 20
    /// The same for one stream: a little more than is ever read (`AnswerLimits.read`), so that it never has to grow.
    static let streamWindow = AnswerLimits.read + 1_024
    /// HPACK: how much of earlier header lists this side remembers for the receiver.
    static let headerTable = 4_096
    /// PING, SETTINGS and PRIORITY frames within `controlWindow`.
    static let controlFrames = 200
    static let controlWindow: TimeAmount = .seconds(30)
    /// Control frames that wait to be written, such as responses to PING, while the receiver reads nothing.
    static let bufferedControlFrames = 400
    /// DATA frames without content.
    static let emptyDataFrames = 16
    /// CONTINUATION frames of one header list.
    static let continuationFrames = 5
}
