import Domain
import Logging
import ServiceLifecycle

/// A job that runs over and over with a pause in between. A failure is logged, and the job is tried again next time.
struct PeriodicTask: Sendable {
    let name: String
    /// Between two runs.
    let pause: Duration
    let time: any TimeSource
    let logger: Logger

    /// - Parameter signal: returns when the job is due before its pause is over.
    func run(
        orWhen signal: (@Sendable () async -> Void)? = nil, _ round: @escaping @Sendable () async throws -> Void
    ) async {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await round()
                } catch {
                    logger.error("A task failed", error: error, metadata: ["task": "\(name)"])
                }
                await wait(orWhen: signal)
            }
        }
    }

    private func wait(orWhen signal: (@Sendable () async -> Void)?) async {
        let end = time.now() + pause
        guard let signal else {
            try? await time.sleep(until: end)
            return
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal() }
            group.addTask { try? await time.sleep(until: end) }
            await group.next()
            group.cancelAll()
        }
    }
}
