import UnixSignals

/// Work that continues until the process is asked to stop.
enum Interruption {
    /// Returns when `work` is done, or at SIGINT or SIGTERM, which cancels it.
    static func end(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask { for await _ in signals { return } }
            try await group.next()
            group.cancelAll()
        }
    }
}
