import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

extension Request {
    /// Tells a client that waits to be told (`Expect: 100-continue`) to send its body. It is told only once its request
    /// is known to be answered with more than a refusal, so that nobody uploads a build for nothing.
    func askForBody(on channel: any Channel) async throws {
        guard headers[.expect]?.lowercased() == "100-continue", channel.isActive else { return }
        try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }
}
