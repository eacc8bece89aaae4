import Domain
import NIOCore
import NIOHTTP2

/// One exchange on a connection that speaks HTTP/2.
final class StreamExchange {
    let run: ExchangeRun
    let id: HTTP2StreamID
    /// Whether a response had come on its connection before it began.
    let isReuse: Bool
    let sentAt = NIODeadline.now()
    var answer = StreamAnswer()
    /// Whether the whole request has been written.
    var isWritten = false
    /// When the rest of the body is no longer waited for; nil until a head has reported success.
    var bodyDeadline: NIODeadline?

    init(_ run: ExchangeRun, id: HTTP2StreamID, isReuse: Bool) {
        self.run = run
        self.id = id
        self.isReuse = isReuse
    }

    var deadline: NIODeadline { min(run.deadline, bodyDeadline ?? run.deadline) }

    func noteFirstByte() {
        if run.timings.firstByte == nil { run.timings.firstByte = Duration(NIODeadline.now() - sentAt) }
    }
}
