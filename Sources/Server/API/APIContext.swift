package import Hummingbird
import NIOCore

/// What is known about a request apart from the request itself.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// The client at the other end; nil without a connection, as in tests.
    let caller = Caller.current

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
