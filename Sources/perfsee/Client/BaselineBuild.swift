import BundleAnalysis
import Foundation
import Localization

/// What a build is compared with on this machine: another build, or the report of one.
enum BaselineBuild {
    /// The largest report that is read, in bytes.
    private static let reportLimit = 256 << 20

    /// - Parameter path: a build, or a file that `perfsee analyze --json` or the API wrote.
    static func read(_ path: String) async throws -> ComparedBuild {
        if let report = try report(at: path) { return report }
        return ComparedBuild(try await BuildAnalysis.run(path))
    }

    /// Nil if the file is no report: stats are JSON too.
    private static func report(at path: String) throws -> ComparedBuild? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        // A folder cannot be read.
        guard let first = try? file.read(upToCount: 1), first.first == UInt8(ascii: "{") else { return nil }
        guard let rest = try? file.read(upToCount: reportLimit), rest.count < reportLimit else { return nil }
        do {
            return try ComparedBuild(document: first + rest)
        } catch {
            guard case .invalidReport = error else { throw CommandFailure(error.text.en) }
            return nil
        }
    }
}
