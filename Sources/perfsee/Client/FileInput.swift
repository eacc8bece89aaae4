import Foundation

/// A file named on the command line; `-` is standard input.
struct FileInput {
    let path: String

    /// The name that a sentence about it begins with.
    var name: String { path == "-" ? "Standard input" : path }

    /// All of its bytes.
    func bytes() throws -> [UInt8] {
        guard path == "-" || FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("The file \(path) does not exist.")
        }
        do {
            if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CommandFailure("The file \(path) can't be read: \(error.localizedDescription)")
        }
    }
}
