import BundleAnalysis
import Foundation
import Localization

/// A build named on the command line: a folder, an archive, or the stats in a folder.
struct BuildPath {
    let url: URL
    let isFolder: Bool

    init(_ path: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw CommandFailure("The file or folder \(path) does not exist.")
        }
        url = URL(filePath: path)
        self.isFolder = isFolder.boolValue
    }

    /// The folder, or the one that contains the archive.
    var folder: URL { isFolder ? url : url.deletingLastPathComponent() }

    var source: BuildSource { isFolder ? .directory(url) : .file(url) }

    /// The archive to send; a folder is packed into a temporary one, and so is the folder that stats are in.
    func archive(_ line: ProgressLine) throws -> Archive {
        if case .archive = source { return Archive(path: url.path, isTemporary: false) }
        let stats = isFolder ? nil : url.lastPathComponent
        let name = "perfsee-\(UUID().uuidString).tar.gz"
        var archive = Archive(
            path: FileManager.default.temporaryDirectory.appending(path: name).path, isTemporary: true)
        do {
            let packed = try BuildArchiver().pack(folder, stats: stats, to: URL(filePath: archive.path)) {
                done, total in
                line.show("Packing: \(done) of \(total) files")
            }
            line.clear()
            archive.leftOut = packed.leftOut
            if !packed.leftOut.isEmpty { Terminal.warn(packed.leftOut.text.en) }
            return archive
        } catch {
            archive.discard()
            throw CommandFailure(error.problem.text.en)
        }
    }

    struct Archive {
        let path: String
        let isTemporary: Bool
        /// The files of the folder that the archive leaves out.
        var leftOut = LeftOut()

        func discard() {
            if isTemporary { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}
