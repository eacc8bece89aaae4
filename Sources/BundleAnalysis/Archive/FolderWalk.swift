import Foundation

/// The regular files of a folder and of the folders in it, but for those that are never part of a build: dot files,
/// dot folders and `node_modules`, whatever is in them. The folder's own name does not count. Links are not followed.
struct FolderWalk {
    struct File: Equatable {
        /// From the folder, without a leading slash.
        let path: String
        let url: URL
        let size: Int
    }

    /// The one file in a dot folder that tells what a build is made of.
    static let viteManifest = ".vite/manifest.json"

    /// In the order of their paths' bytes.
    let files: [File]
    /// What was not taken, or not looked into.
    let leftOut: LeftOut

    /// - Throws: a failure of the build if there is no such folder, or more files than `limits` take.
    init(_ root: URL, limits: ArchiveLimits, stage: AnalysisFailure.Stage) throws(AnalysisFailure) {
        var files: [File] = []
        var leftOut = LeftOut()
        var folders = [""]
        while let folder = folders.popLast() {
            try AnalysisFailure.checkCancellation(stage)
            for name in try Self.names(in: root.appendingPathComponent(folder), stage: stage) {
                let path = folder.isEmpty ? name : folder + "/" + name
                let url = root.appendingPathComponent(path)
                var status = stat()
                // What is gone again, or has a name that is no text, is no part of the build either.
                guard lstat(url.path, &status) == 0 else {
                    leftOut.files.append(path)
                    continue
                }
                let isNever = Self.isNever(path)
                switch status.st_mode & S_IFMT {
                case S_IFDIR where isNever: leftOut.folders.append(path)
                case S_IFDIR: folders.append(path)
                case S_IFREG where isNever: leftOut.files.append(path)
                case S_IFREG: files.append(File(path: path, url: url, size: Int(status.st_size)))
                default: leftOut.links.append(path)
                }
                guard files.count + folders.count <= limits.members else {
                    throw .build(stage, "The folder holds more than \(limits.members) files, which is the limit.")
                }
            }
        }
        if let manifest = Self.manifest(in: root) {
            files.append(manifest)
            leftOut.folders.removeAll { $0 == MemberPath.folder(of: Self.viteManifest) }
        }
        leftOut.folders.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        leftOut.links.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        self.leftOut = leftOut
    }

    /// Files of a folder as those of a build.
    static func members(_ files: [File]) -> Members {
        let members = files.map { file in
            Members.Member(
                path: file.path, size: file.size,
                location: Unpacker.isDropped(file.path) ? .dropped : .file(path: file.url.path))
        }
        return Members(Dictionary(members.map { ($0.path, $0) }) { _, last in last })
    }

    /// Told by the last part of the path, since no folder of such a name is looked into.
    private static func isNever(_ path: String) -> Bool {
        let name = MemberPath.basename(of: path)
        return name.utf8.first == UInt8(ascii: ".") || name == "node_modules"
    }

    /// Nil where it is not there, or a link leads to it.
    private static func manifest(in root: URL) -> File? {
        let url = root.appendingPathComponent(viteManifest)
        var folder = stat()
        var file = stat()
        guard lstat(url.deletingLastPathComponent().path, &folder) == 0, folder.st_mode & S_IFMT == S_IFDIR,
            lstat(url.path, &file) == 0, file.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return File(path: viteManifest, url: url, size: Int(file.st_size))
    }

    private static func names(in folder: URL, stage: AnalysisFailure.Stage) throws(AnalysisFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw .build(stage, "The folder \(Names.quoted(folder.lastPathComponent)) cannot be read: is it there?")
        }
    }
}
