import Foundation

/// A folder for one analysis's temporary files, readable by its owner only.
struct PrivateFolder {
    let url: URL

    /// Creates the folder inside `parent`, which is created as well if it is missing.
    init(in parent: URL) throws(AnalysisFailure) {
        url = parent.appendingPathComponent("analysis-\(UUID().uuidString)", isDirectory: true)
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .machine(.createTemporaryFolder, .reading, cause: MachineCause(error))
        }
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func remove() { try? FileManager.default.removeItem(at: url) }
}
