import Domain
import Logging
import ServiceLifecycle

/// Something that is done over and over, with a pause in between; a failure is logged, and tried again next time.
struct PeriodicTask: Sendable {
    let name: String
    /// Milliseconds between two rounds.
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
