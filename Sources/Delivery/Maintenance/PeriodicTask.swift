import Domain
import Logging
import ServiceLifecycle

/// A job that runs over and over with a pause in between. A failure is logged, and the job is tried again next time.
struct PeriodicTask: Sendable {
    let name: String
    /// Milliseconds between two runs.
    let pause: Int64
    let time: any TimeSource
    let logger: Logger

    func run(_ round: @escaping @Sendable () async throws -> Void) async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round()
                } catch {
                    logger.error("A task failed", metadata: ["task": "\(name)", "error": "\(error)"])
                }
                try? await time.sleep(until: time.now().adding(milliseconds: pause))
            }
        }
    }
}
