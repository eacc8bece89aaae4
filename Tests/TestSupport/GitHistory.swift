package import ContinuousIntegration
package import Foundation
import Testing

/// A repository in a temporary folder, made by git itself; its commits always have the same hashes.
package final class GitHistory {
    package let folder: URL
    private var clock = 1_700_000_000

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "git-history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
    }

    /// A clone of the newest commits of a branch, or of everything.
    package init(of origin: GitHistory, branch: String, depth: Int? = nil) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "git-history-\(UUID().uuidString)")
        let limit = depth.map { ["--depth", String($0)] } ?? []
        let url = "file://\(origin.folder.path)"
        try Self.git(["clone", "-q", "--branch", branch] + limit + [url, folder.path], in: origin.folder, at: clock)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    package var checkout: GitCheckout { GitCheckout(folder: folder) }

    @discardableResult
    package func git(_ arguments: String...) throws -> String {
        try Self.git(arguments, in: folder, at: clock)
    }

    /// Commits a file of its own, so that nothing conflicts.
    @discardableResult
    package func commit(_ subject: String) throws -> CommitHash {
        clock += 60
        try Data(subject.utf8).write(to: folder.appending(path: "\(subject).txt"))
        try git("add", ".")
        try git("commit", "-q", "-m", subject)
        return try head
    }

    /// Merges a branch into the one that is checked out, with a merge commit.
    @discardableResult
    package func merge(_ branch: String) throws -> CommitHash {
        clock += 60
        try git("merge", "-q", "--no-ff", "-m", "Merge \(branch)", branch)
        return try head
    }

    package var head: CommitHash {
        get throws { try #require(CommitHash(try git("rev-parse", "HEAD"))) }
    }

    @discardableResult
    private static func git(_ arguments: [String], in folder: URL, at time: Int) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
        for role in ["AUTHOR", "COMMITTER"] {
            environment["GIT_\(role)_NAME"] = "Ada"
            environment["GIT_\(role)_EMAIL"] = "ada@example.com"
            environment["GIT_\(role)_DATE"] = "\(time) +0000"
        }
        environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
        environment["GIT_CONFIG_SYSTEM"] = "/dev/null"
        process.environment = environment
        let output = Pipe(), errors = Pipe()
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(arguments): \(String(decoding: complaint, as: UTF8.self))")
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
