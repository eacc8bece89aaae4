import Foundation

/// What the git checkout around a folder says about a build.
struct GitCheckout {
    let folder: URL

    var branch: String? {
        ask("rev-parse", "--abbrev-ref", "HEAD").flatMap { $0 == "HEAD" ? nil : $0 }
    }

    var commitHash: String? { ask("rev-parse", "HEAD") }

    /// The first line of the commit message.
    var commitMessage: String? { ask("log", "-1", "--format=%s") }

    var author: String? { ask("log", "-1", "--format=%ae") }

    var remote: GitRemote? { ask("remote", "get-url", "origin").flatMap(GitRemote.init) }

    /// The output of git; nil if git is not installed or prints nothing.
    private func ask(_ arguments: String...) -> String? {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder.path] + arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}
