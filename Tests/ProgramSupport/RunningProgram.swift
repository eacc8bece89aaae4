import Dispatch
package import Foundation
import Synchronization

/// A running program: `perfsee`, by default.
package final class RunningProgram: @unchecked Sendable {
    /// The default time limit of a run, in seconds; then the process is killed, so that a test fails instead of
    /// hanging.
    package static let longestRun = 180

    private static let starting = Mutex(())

    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()

    /// - Parameters:
    ///   - environment: all the variables that it sees, besides `PATH` and `TMPDIR`.
    ///   - input: what it reads from standard input.
    ///   - written: receives its standard output, which then cannot be read.
    ///   - log: receives its standard error; for programs that write more than a pipe holds before they end.
    package init(
        _ arguments: [String], of program: String = CommandLineProgram.path, environment: [String: String] = [:],
        input: String = "", in folder: URL? = nil, written: FileHandle? = nil, log: FileHandle? = nil,
        longestRun: Int = longestRun
    ) throws {
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "TMPDIR"].contains($0.key) }
        let standardInput = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = standardInput
        process.standardOutput = written ?? output
        process.standardError = log ?? errors
        if let folder { process.currentDirectoryURL = folder }
        try start()
        if written != nil { try output.fileHandleForWriting.close() }
        if log != nil { try errors.fileHandleForWriting.close() }
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let process = process
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(longestRun)) {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }

    /// One after the other: Foundation's way of starting a process was seen to crash when several did so at once.
    private func start() throws {
        try Self.starting.withLock { _ in try process.run() }
    }

    /// Reads standard output up to a line that contains `text`; nil if it ends before that.
    package func line(with text: String) -> String? { Self.line(with: text, of: output) }

    /// The same for standard error.
    package func errorLine(with text: String) -> String? { Self.line(with: text, of: errors) }

    private static func line(with text: String, of pipe: Pipe) -> String? {
        var read = Data()
        while let byte = try? pipe.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            guard byte.first == UInt8(ascii: "\n") else {
                read += byte
                continue
            }
            let line = String(decoding: read, as: UTF8.self)
            if line.contains(text) { return line }
            read = Data()
        }
        return nil
    }

    package func restOfOutput() -> String { Self.rest(of: output) }

    package func restOfErrors() -> String { Self.rest(of: errors) }

    /// The process, which the time limit holds on to, keeps its pipes open. Once there are about 1,400 descriptors,
    /// Foundation may crash when it starts a process: it copies each entry of `/proc/self/fd` in full length, and the last one
    /// in a full buffer is shorter.
    deinit {
        for pipe in [output, errors] { try? pipe.fileHandleForReading.close() }
    }

    /// The process id.
    package var id: Int32 { process.processIdentifier }

    package func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// The exit status.
    package func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    /// Waits for its end.
    package func outcome() -> CommandLineProgram.Outcome {
        let output = restOfOutput()
        let errors = restOfErrors()
        return CommandLineProgram.Outcome(status: wait(), output: output, errors: errors)
    }

    private static func rest(of pipe: Pipe) -> String {
        String(decoding: (try? pipe.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    }
}
