import Foundation

@testable import BundleAnalysis

/// A folder of a test's own, gone when the test is over.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("bundle-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file, and the folders it is in.
    @discardableResult
    func write(_ path: String, _ bytes: [UInt8]) throws -> URL {
        let file = url.appendingPathComponent(path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return file
    }

    /// What is in it, by path; empty if nothing is left.
    var contents: [String] { FileManager.default.subpaths(atPath: url.path) ?? [] }
}

/// Analyses `archive` in a folder of its own, and checks that nothing is left there.
func analyze(
    archive: [UInt8], limits: ArchiveLimits = .standard, width: Int = 1
) async throws -> AnalysisOutcome {
    let folder = try TemporaryFolder()
    let file = try folder.write("upload", archive)
    let work = folder.url.appendingPathComponent("work")
    return try await BundleAnalyzer(limits: limits, workFolder: work, parallelism: Parallelism(width: width)).analyze(
        .archive(file))
}

/// The reason why `archive` cannot be analyzed; nil if it can.
func failure(of archive: [UInt8], limits: ArchiveLimits = .standard) async throws -> AnalysisFailure? {
    do {
        _ = try await analyze(archive: archive, limits: limits)
        return nil
    } catch let failure as AnalysisFailure {
        return failure
    }
}
