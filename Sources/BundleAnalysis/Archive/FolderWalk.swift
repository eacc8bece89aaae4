import Foundation

/// The regular files of a folder and its subfolders, except those that are never part of a build: dot files, dot
/// folders, and `node_modules`, whatever they contain. The folder's own name does not matter. Links are not followed.
struct FolderWalk {
    struct File: Equatable {
        /// Relative to the folder, without a leading slash.
        let path: String
        let url: URL
        let size: Int
    }

    /// The one file in a dot folder that shows what a build consists of.
    static let viteManifest = ".vite/manifest.json"

    /// Ordered by the bytes of their paths.
    let files: [File]
    /// What was not included or not searched.
    let leftOut: LeftOut

    /// - Throws: a build failure if there is no such folder, or more files than `limits` allows.
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
                // A file that has disappeared, or whose name is not text, is not part of the build either.
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
                    throw .folder(.tooManyFiles(limit: limits.members), stage)
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

    /// The files of a folder as the members of a build.
    static func members(_ files: [File]) -> Members {
        let members = files.map { file in
            Members.Member(path: file.path, size: file.size, location: .file(path: file.url.path))
        }
        return Members(Dictionary(members.map { ($0.path, $0) }) { _, last in last })
    }

    /// Only the last part of the path matters, since folders with such names are never searched.
    private static func isNever(_ path: String) -> Bool {
        let name = MemberPath.basename(of: path)
        return name.utf8.first == UInt8(ascii: ".") || name == "node_modules"
    }

    /// Nil if it does not exist or is reached through a link.
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
            throw .folder(.unreadable(folder: ShownName(folder.lastPathComponent)), stage)
        }
    }
}
