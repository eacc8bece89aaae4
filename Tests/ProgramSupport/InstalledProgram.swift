import Foundation

/// An installed program that tests use as a client of the server.
package enum InstalledProgram {
    package static let curl = path(of: "curl")
    package static let node = path(of: "node")

    /// Its path according to `PATH`; nil if it is not installed.
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
