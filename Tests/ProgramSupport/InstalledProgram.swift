import Foundation

/// A program of the machine that tests talk to the server with, as strangers do.
package enum InstalledProgram {
    package static let curl = path(of: "curl")
    package static let node = path(of: "node")

    /// Where `PATH` has it; nil where it is not installed.
    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs it to its end.
    package static func run(_ program: String?, _ arguments: [String]) async throws -> CommandLineProgram.Outcome {
        guard let program else { throw NotInstalled() }
        return try await CommandLineProgram.onAnotherThread {
            try RunningProgram(arguments, of: program).outcome()
        }
    }

    package struct NotInstalled: Error {}
}
