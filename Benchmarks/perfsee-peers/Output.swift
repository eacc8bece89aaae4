import Foundation

/// Standard output, one line for each answer.
enum Output {
    static func write(_ answer: some Encodable) throws {
        write(line: try JSONEncoder().encode(answer))
    }

    static func write(line: Data) {
        FileHandle.standardOutput.write(line + Data("\n".utf8))
    }
}
