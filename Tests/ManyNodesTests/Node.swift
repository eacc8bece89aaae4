import Foundation
import Glibc
import PerfseeSDK
import PostgresSupport
import ProgramSupport
import Synchronization

/// One node of a cluster, which a test may kill and start again: a real `perfsee serve` on an address of its own.
final class Node: Sendable {
    /// How long it may take until it answers requests, which needs the database: in seconds.
    private static let patience = 120.0
    /// In seconds; longer than any of these tests.
    private static let longestRun = 1_200

    private struct State {
        /// Set once it answers requests.
        var running: RunningProgram?
        var starting: RunningProgram?
        var isOver = false
    }

    struct NotStarted: Error {
        let node: String
        let log: String
    }

    let name: String
    let host: String
    let port: Int
    private let cluster: Cluster
    /// The command that wraps the program, if any.
    private let wrapper: [String]
    private let state = Mutex(State())

    init(_ name: String, host: String = "127.0.0.1", in cluster: Cluster, wrapper: [String] = []) throws {
        self.name = name
        self.host = host
        self.cluster = cluster
        self.wrapper = wrapper
        port = Int(try FreePort.find())
    }

    var url: String { "http://\(host):\(port)" }

    /// The running or starting process; nil if there is none.
    var process: Int32? { state.withLock { ($0.running ?? $0.starting)?.id } }

    /// Returns once it answers requests. A start that fails because the database is unavailable is repeated.
    func start() async throws {
        let end = Date.now + Self.patience
        while Date.now < end, !state.withLock({ $0.isOver }) {
            let started = try launch()
            state.withLock { $0.starting = started }
            let line = try await CommandLineProgram.onAnotherThread { started.line(with: "listens at") }
            state.withLock { state in
                state.starting = nil
                if line != nil { state.running = started }
            }
            if line != nil { return }
            _ = try await CommandLineProgram.onAnotherThread { started.wait() }
        }
        throw NotStarted(node: name, log: String(log.suffix(2_000)))
    }

    /// Kills it, if it answers requests, and returns once it is gone. It may be started again.
    /// - Returns: the killed process, and when it was killed.
    func kill() async throws -> (process: Int32, time: ContinuousClock.Instant)? {
        let running = state.withLock { $0.running }
        guard let running else { return nil }
        let time = ContinuousClock.now
        running.signal(SIGKILL)
        _ = try await CommandLineProgram.onAnotherThread { running.wait() }
        state.withLock { $0.running = nil }
        return (running.id, time)
    }

    /// Kills it for good, whatever it is doing.
    func end() async throws {
        let starting = state.withLock { state in
            state.isOver = true
            return state.starting
        }
        starting?.signal(SIGKILL)
        _ = try await kill()
    }

    /// What all its processes have logged.
    var log: String { (try? cluster.folder.text(of: name + ".log")) ?? "" }

    func client() throws -> PerfseeClient {
        try PerfseeClient(baseURL: url, token: Cluster.token)
    }

    private func launch() throws -> RunningProgram {
        let words = wrapper + [CommandLineProgram.path] + cluster.arguments(host: host, port: port)
        return try RunningProgram(
            Array(words.dropFirst()), of: words[0], environment: cluster.environment, in: cluster.folder.url,
            log: try logFile(), longestRun: Self.longestRun)
    }

    private func logFile() throws -> FileHandle {
        let url = cluster.folder.url.appending(path: name + ".log")
        if !FileManager.default.fileExists(atPath: url.path) { _ = try cluster.folder.write("", to: name + ".log") }
        let file = try FileHandle(forWritingTo: url)
        try file.seekToEnd()
        return file
    }
}
