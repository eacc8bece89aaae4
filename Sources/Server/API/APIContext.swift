import HTTPTypes
package import Hummingbird
import Logging
import NIOCore

/// What is known about a request apart from the request itself.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The client at the other end; nil without a connection, as in tests.
    let caller = Caller.current
    private(set) var requestID: RequestID?

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// From here on, the request's lines in the log have this id.
    mutating func identify(by id: RequestID) {
        requestID = id
        // Hummingbird's own id would be a second name for the same thing.
        logger[metadataKey: "hb.request.id"] = nil
        logger[metadataKey: "request"] = "\(id)"
    }

    /// Logs that a request could not be answered.
    func logFailure(_ message: Logger.Message, of request: Request, _ error: any Error) {
        logger.error(
            message, error: error,
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(LoggedPath(request.uri.path, template: endpointPath))",
            ])
    }
}
