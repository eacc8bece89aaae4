import Glibc
import PostgresSupport

/// Kills nodes, restarts their database and cuts their connections, at random from a seed, for as long as events are
/// published.
struct Chaos {
    /// An action that is due once a number of events were acknowledged.
    private enum Act {
        case kill
        case restart
    }

    static let kills = 9
    static let restarts = 2

    let nodes: [Node]
    let postgres: TemporaryPostgres
    let proxy: TCPProxy
    let acknowledgements: Acknowledgements
    let log: DisturbanceLog
    let seed: UInt64

    /// Returns once all events were acknowledged and all nodes are up again.
    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await cut() }
                group.addTask { try await act() }
                try await group.waitForAll()
            }
        } catch {
            acknowledgements.fail(error)
            throw error
        }
    }

    private func cut() async throws {
        var random = SeededGenerator(seed: seed &+ 1)
        while !acknowledgements.isDone {
            try await Task.sleep(for: .milliseconds(.random(in: 50...500, using: &random)))
            if proxy.cut(.random(in: 0..<1, using: &random)) { log.cut() }
        }
    }

    private func act() async throws {
        var random = SeededGenerator(seed: seed)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (share, act) in plan(&random) {
                try await acknowledgements.reached(Int(share * Double(acknowledgements.count)))
                switch act {
                case .kill:
                    let node = nodes[.random(in: 0..<nodes.count, using: &random)]
                    // A node that is just starting is left alone.
                    guard let (process, time) = try await node.kill() else { continue }
                    log.killed(process, at: time)
                    group.addTask { try await node.start() }
                case .restart:
                    let start = ContinuousClock.now
                    try await postgres.restart()
                    log.restarted(since: start)
                }
            }
            try await group.waitForAll()
        }
    }

    /// Which action follows which fraction of all events. The last tenth is left alone, so that the end does not only
    /// wait for the consequences of the last kill.
    private func plan(_ random: inout SeededGenerator) -> [(share: Double, act: Act)] {
        var plan: [(share: Double, act: Act)] = [
            (.random(in: 0.2..<0.4, using: &random), .restart), (.random(in: 0.5..<0.7, using: &random), .restart),
        ]
        for _ in 0..<Self.kills { plan.append((.random(in: 0.03..<0.9, using: &random), .kill)) }
        return plan.sorted { $0.share < $1.share }
    }
}
