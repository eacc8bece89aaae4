package import Hummingbird
import NIOCore

/// What is known of a request apart from the request itself.
package struct APIContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    let channel: any Channel
    /// Whoever is connected; nil where there is no connection, as in tests.
    let caller = Caller.current

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
