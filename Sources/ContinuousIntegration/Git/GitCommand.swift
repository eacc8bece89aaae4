import Foundation
import Synchronization

/// How long a program may still be waited for, over several runs.
final class Patience: Sendable {
    private let rest: Mutex<Duration>

    init(_ duration: Duration) {
        rest = Mutex(duration)
    }

    var left: Duration { rest.withLock { $0 } }

    var isOver: Bool { left <= .zero }

    /// Does some work, which knows until when, and counts how long it took.
    func spend<Result>(_ work: (_ deadline: ContinuousClock.Instant) -> Result) -> Result {
        let start = ContinuousClock.now
        defer { rest.withLock { $0 -= .now - start } }
        return work(start + left)
    }
}

/// Runs git in a folder: without a network, without questions, and never for long.
struct GitCommand: Sendable {
    /// How many bytes of an answer are read.
    static let longestAnswer = 1 << 20

    let folder: URL
    /// The name of the program, or its path.
    let program: String
    /// When it is over, git is ended, whatever it is doing.
    let patience: Patience

    enum Outcome: Equatable {
        /// What git printed, at most ``GitCommand/longestAnswer`` bytes of it or as many as were asked for.
        case answered(String)
        /// Git could not be started, or said no.
        case failed
        case tookTooLong
    }

    /// - Parameter limit: how many bytes of the answer are needed; git is ended after them.
    func run(_ arguments: [String], limit: Int = longestAnswer) -> Outcome {
        guard !patience.isOver else { return .tookTooLong }
        return patience.spend { run(arguments, limit, until: $0) }
    }

    private func run(_ arguments: [String], _ limit: Int, until deadline: ContinuousClock.Instant) -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // No transport is allowed: a clone that lacks objects would fetch them now.
        process.arguments = [program, "-c", "protocol.allow=never", "-C", folder.path] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(Self.settings) { $1 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return .failed }
        // The other end belongs to git alone, so that its end is noticed.
        try? output.fileHandleForWriting.close()
        let (bytes, end) = read(output.fileHandleForReading.fileDescriptor, limit, until: deadline)
        if end != .closed { Self.end(process.processIdentifier) }
        process.waitUntilExit()
        switch end {
        case .late: return .tookTooLong
        case .full: break
        case .closed: guard process.terminationStatus == 0 else { return .failed }
        }
        return .answered(String(decoding: bytes, as: UTF8.self))
    }

    private static let settings = [
        "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ASKPASS": "true", "LC_ALL": "C",
    ]

    private enum End { case closed, full, late }

    private func read(
        _ descriptor: Int32, _ limit: Int, until deadline: ContinuousClock.Instant
    ) -> ([UInt8], End) {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count < limit {
            let left = deadline - ContinuousClock.now
            guard left > .zero else { return (bytes, .late) }
            var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let milliseconds = left.components.seconds * 1_000 + left.components.attoseconds / 1_000_000_000_000_000
            guard poll(&ready, 1, Int32(clamping: milliseconds + 1)) > 0 else { continue }
            let count = Foundation.read(descriptor, &piece, piece.count)
            if count == 0 || count < 0 && errno != EINTR { return (bytes, .closed) }
            if count > 0 { bytes += piece[..<count] }
        }
        return (Array(bytes.prefix(limit)), .full)
    }

    /// Ends git and what it has started, which is in a group of its own on Linux.
    private static func end(_ process: Int32) {
        if kill(-process, SIGKILL) != 0 { _ = kill(process, SIGKILL) }
    }
}
