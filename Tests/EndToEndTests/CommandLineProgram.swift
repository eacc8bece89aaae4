import Dispatch
import Foundation

/// The built `perfsee`, run as a process of its own.
struct CommandLineProgram {
    /// No run may take longer; then the process is killed, so that a test fails instead of hanging.
    static let longestRun: DispatchTimeInterval = .seconds(60)

    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Beside the tests, where the build puts it.
    static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "perfsee")
        .path

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - environment: all the variables that it sees, beside `PATH` and `TMPDIR`.
    ///   - input: what it reads on standard input.
    static func run(
        _ arguments: String..., environment: [String: String] = [:], input: String = "", in folder: URL? = nil
    ) async throws -> Outcome {
        try await onAnotherThread {
            let running = try RunningProgram(arguments, environment: environment, input: input, in: folder)
            let output = running.restOfOutput()
            let errors = running.restOfErrors()
            return Outcome(status: running.wait(), output: output, errors: errors)
        }
    }

    /// The threads of structured concurrency must not be blocked, and waiting for a process blocks.
    static func onAnotherThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
        }
    }
}

/// A `perfsee` that is running.
final class RunningProgram: @unchecked Sendable {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()

    init(
        _ arguments: [String], environment: [String: String] = [:], input: String = "", in folder: URL? = nil
    ) throws {
        let inherited = ProcessInfo.processInfo.environment.filter { ["PATH", "TMPDIR"].contains($0.key) }
        let standardInput = Pipe()
        process.executableURL = URL(filePath: CommandLineProgram.path)
        process.arguments = arguments
        process.environment = inherited.merging(environment) { $1 }
        process.standardInput = standardInput
        process.standardOutput = output
        process.standardError = errors
        if let folder { process.currentDirectoryURL = folder }
        try process.run()
        try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try standardInput.fileHandleForWriting.close()
        let process = process
        DispatchQueue.global().asyncAfter(deadline: .now() + CommandLineProgram.longestRun) {
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }

    /// Reads standard output up to a line that holds `text`; nil where it ends before.
    func line(with text: String) -> String? {
        var read = Data()
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
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

    func restOfOutput() -> String { Self.rest(of: output) }

    func restOfErrors() -> String { Self.rest(of: errors) }

    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// The exit status.
    func wait() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
    }

    private static func rest(of pipe: Pipe) -> String {
        String(decoding: (try? pipe.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
    }
}

/// A folder that is gone after the test.
final class CommandLineFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "perfsee-command-line-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appending(path: name).path }

    func write(_ text: String, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }

    /// The permission bits of a file.
    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
}
