import Synchronization

/// What a test did to the nodes and their database, and when.
final class DisturbanceLog: Sendable {
    private struct State {
        var kills: [Int32: ContinuousClock.Instant] = [:]
        var restarts: [ClosedRange<ContinuousClock.Instant>] = []
        var cuts: [ContinuousClock.Instant] = []
    }

    private let state = Mutex(State())

    func killed(_ process: Int32, at time: ContinuousClock.Instant) {
        state.withLock { $0.kills[process] = time }
    }

    func restarted(since start: ContinuousClock.Instant) {
        state.withLock { $0.restarts.append(start ... .now) }
    }

    func cut() {
        state.withLock { $0.cuts.append(.now) }
    }

    var kills: Int { state.withLock { $0.kills.count } }
    var restarts: Int { state.withLock { $0.restarts.count } }
    var cuts: Int { state.withLock { $0.cuts.count } }

    /// All of it, in seconds since an instant.
    func story(since begin: ContinuousClock.Instant) -> String {
        state.withLock { state in
            let restarts = state.restarts.map { (begin.seconds(to: $0.lowerBound), begin.seconds(to: $0.upperBound)) }
            let kills = state.kills.mapValues { begin.seconds(to: $0) }.sorted { $0.value < $1.value }
            return "Restarts: \(restarts). Kills: \(kills). Cuts: \(state.cuts.map { begin.seconds(to: $0) })."
        }
    }

    /// When a process was killed.
    func end(of process: Int32) -> ContinuousClock.Instant? {
        state.withLock { $0.kills[process] }
    }

    /// Whether a process was killed between two instants.
    func hasKill(in span: ClosedRange<ContinuousClock.Instant>) -> Bool {
        state.withLock { $0.kills.values.contains { span.contains($0) } }
    }

    /// When a process was last killed between two instants.
    func lastKill(in span: ClosedRange<ContinuousClock.Instant>) -> ContinuousClock.Instant? {
        state.withLock { $0.kills.values.filter(span.contains).max() }
    }

    /// Whether the database was unreachable, or a connection to it cut, between two instants.
    func hasTrouble(_ span: ClosedRange<ContinuousClock.Instant>) -> Bool {
        state.withLock { state in
            state.restarts.contains { $0.overlaps(span) } || state.cuts.contains { span.contains($0) }
        }
    }
}
