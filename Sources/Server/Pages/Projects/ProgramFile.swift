import Dispatch
import Foundation
import Signing

/// The program that this server runs, as CI checks it: read once, when it is first asked for.
actor ProgramFile {
    /// How much is read at once, in bytes.
    private static let portion = 1 << 20
    private static let queue = DispatchQueue(label: "program-file", qos: .utility)

    private let path: String?
    private var reading: Task<String?, Never>?

    /// - Parameter path: nil if it is not known.
    init(_ path: String?) { self.path = path }

    /// Its SHA-256 in hexadecimal digits; nil if it can't be read.
    var sha256: String? {
        get async {
            guard let path else { return nil }
            if reading == nil {
                reading = Task {
                    // Reading blocks, which the threads of structured concurrency must not.
                    await withCheckedContinuation { continuation in
                        Self.queue.async { continuation.resume(returning: Self.digest(of: path)) }
                    }
                }
            }
            return await reading?.value
        }
    }

    private static func digest(of path: String) -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        var digest = SHA256Digest()
        do {
            while let bytes = try file.read(upToCount: portion), !bytes.isEmpty { digest.update(Array(bytes)) }
        } catch {
            return nil
        }
        return Hex.encode(digest.bytes)
    }

    /// What it runs on, such as `Linux on x86_64`.
    static var platform: String {
        #if os(Linux)
            let system = "Linux"
        #else
            let system = "macOS"
        #endif
        #if arch(x86_64)
            return "\(system) on x86_64"
        #else
            return "\(system) on arm64"
        #endif
    }
}
