import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

extension Request {
    /// From now on the client has to send its body without dawdling. One that waits to be told to (`Expect: 100-continue`)
    /// is told only once its request is known to be answered with more than a refusal, so that nobody uploads a build for
    /// nothing.
    func askForBody(in context: APIContext) async throws {
        guard let caller = context.caller, caller.wantBody(), context.channel.isActive else { return }
        try await context.channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }
}
