package import Foundation

/// The built `perfsee`, run as a separate process.
package struct CommandLineProgram {
    package struct Outcome: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String
    }

    /// Next to the tests, where the build puts it.
    package static let path = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "perfsee").path

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - environment: all the variables that it sees, besides `PATH` and `TMPDIR`.
    ///   - input: what it reads from standard input.
    package static func run(
        _ arguments: String..., environment: [String: String] = [:], input: String = "", in folder: URL? = nil
    ) async throws -> Outcome {
        try await onAnotherThread {
            try RunningProgram(arguments, environment: environment, input: input, in: folder).outcome()
        }
    }

    /// The threads of structured concurrency must not be blocked, and waiting for a process blocks.
    package static func onAnotherThread<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
