import Foundation

/// What the streams of this process are, and writing to them.
enum Terminal {
    /// Whether a person reads standard output.
    static var isOutput: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether a person reads standard error.
    static var isError: Bool { isatty(STDERR_FILENO) == 1 }

    /// Writes a line to standard output, at once.
    static func print(_ line: String) {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes a line to standard output, at once, and answers whether somebody took it: for those who go on for ever.
    static func offer(_ line: String) -> Bool {
        write(line + "\n", to: STDOUT_FILENO)
    }

    /// Writes a line to standard error, at once.
    static func warn(_ line: String) {
        write(line + "\n", to: STDERR_FILENO)
    }

    /// Writes `text` whole. What cannot be written is lost: there is nobody left to tell. Answers whether it was written.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return false }
            bytes = bytes.dropFirst(count)
        }
        return true
    }
}
