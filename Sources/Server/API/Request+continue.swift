import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

extension Request {
    /// From here on the client has to send its body without stalling. A client that waits for `100 Continue` (`Expect:
    /// 100-continue`) gets it only once the request has passed the checks that precede the body, so that nobody uploads
    /// a build only to have it refused.
    func askForBody(in context: APIContext) async throws {
        guard let caller = context.caller, caller.wantBody(), context.channel.isActive else { return }
        try await context.channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }
}
