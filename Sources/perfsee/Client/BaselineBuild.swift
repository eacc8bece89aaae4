import BundleAnalysis
import Foundation
import Localization

/// What a build is compared with on this machine: another build, or the report of one.
struct BaselineBuild {
    /// The largest report that is read, in bytes.
    private static let reportLimit = 256 << 20

    let treemap: TreemapBuild
    /// Nil if it is too large to be compared with in the analysis.
    let report: BaselineReport?

    var build: ComparedBuild { treemap.build }

    /// - Parameter path: a build, or a file that `perfsee analyze --json` or the API wrote.
    init(at path: String) async throws {
        if let (build, document) = try Self.document(at: path) {
            treemap = build
            report = BaselineReport(document)
        } else {
            let outcome = try await BuildAnalysis.run(path)
            treemap = TreemapBuild(outcome)
            report = BaselineReport(try outcome.report.encoded(LocalizedReportWording(.english)))
        }
    }

    /// Nil if the file is no report: stats are JSON too.
    private static func document(at path: String) throws -> (TreemapBuild, Data)? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        // A folder cannot be read.
        guard let first = try? file.read(upToCount: 1), first.first == UInt8(ascii: "{") else { return nil }
        guard let rest = try? file.read(upToCount: reportLimit), rest.count < reportLimit else { return nil }
        let document = first + rest
        do {
            return (try TreemapBuild(document: document), document)
        } catch {
            guard case .invalidReport = error else { throw CommandFailure(error.text.en) }
            return nil
        }
    }
}
