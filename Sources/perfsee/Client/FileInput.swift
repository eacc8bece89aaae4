import Foundation

/// A file named on the command line; `-` is standard input.
struct FileInput {
    let path: String

    /// The name that a sentence about it begins with.
    var name: String { path == "-" ? "Standard input" : path }

    /// All of its bytes.
    func bytes() throws -> [UInt8] {
        try read { file in
            guard let file else { return try Data(contentsOf: URL(filePath: path)) }
            return try file.readToEnd()
        }
    }

    /// The first of its bytes, at most so many: one more than may be is enough to know that it is too large.
    func head(_ limit: Int) throws -> [UInt8] {
        try read { file in
            if let file { return try file.read(upToCount: limit) }
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            return try file.read(upToCount: limit)
        }
    }

    /// - Parameter data: given standard input, or nil for the file.
    private func read(_ data: (FileHandle?) throws -> Data?) throws -> [UInt8] {
        guard path == "-" || FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("The file \(path) does not exist.")
        }
        do {
            return Array(try data(path == "-" ? FileHandle.standardInput : nil) ?? Data())
        } catch {
            throw CommandFailure("The file \(path) can't be read: \(error.localizedDescription)")
        }
    }
}
