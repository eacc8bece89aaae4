import Foundation

/// An installed program that tests use as a client of the server.
package enum InstalledProgram {
    package static let curl = path(of: "curl")
    package static let node = path(of: "node")
    package static let promtool = path(of: "promtool") ?? tool("promtool")

    /// Its path according to `PATH`; nil if it is not installed.
    private static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// One that scripts/install-system-packages.sh has put into the build's folder.
    private static func tool(_ name: String) -> String? {
        var folder = URL(filePath: CommandLineProgram.path).deletingLastPathComponent()
        for _ in 0..<3 {
            let path = folder.appending(path: "tools/\(name)").path
            if FileManager.default.isExecutableFile(atPath: path) { return path }
            folder.deleteLastPathComponent()
        }
        return nil
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
