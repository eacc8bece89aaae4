import Foundation

/// The regular files of a folder and of the folders in it. Links are not followed.
struct FolderWalk {
    struct File: Equatable {
        /// From the folder, without a leading slash.
        let path: String
        let url: URL
        let size: Int
    }

    let files: [File]

    /// - Throws: a failure of the build if there is no such folder, or more files than `limits` take.
    init(_ root: URL, limits: ArchiveLimits, stage: AnalysisFailure.Stage) throws(AnalysisFailure) {
        var files: [File] = []
        var folders = [""]
        while let folder = folders.popLast() {
            try AnalysisFailure.checkCancellation(stage)
            for name in try Self.names(in: root.appendingPathComponent(folder), stage: stage) {
                let path = folder.isEmpty ? name : folder + "/" + name
                let url = root.appendingPathComponent(path)
                var status = stat()
                guard lstat(url.path, &status) == 0 else { throw .machine(stage, "looking at \(Names.quoted(path))") }
                switch status.st_mode & S_IFMT {
                case S_IFDIR: folders.append(path)
                case S_IFREG: files.append(File(path: path, url: url, size: Int(status.st_size)))
                default: continue
                }
                guard files.count + folders.count <= limits.members else {
                    throw .build(stage, "The folder holds more than \(limits.members) files, which is the limit.")
                }
            }
        }
        self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The folder as the files of a build.
    func members() throws(AnalysisFailure) -> Members {
        guard !files.isEmpty else {
            throw .build(.reading, "The folder is empty: there is no file in it. Name the build's output folder.")
        }
        let members = files.map { file in
            Members.Member(
                path: file.path, size: file.size,
                location: Unpacker.isDropped(file.path) ? .dropped : .file(path: file.url.path))
        }
        return Members(Dictionary(members.map { ($0.path, $0) }) { _, last in last })
    }

    private static func names(in folder: URL, stage: AnalysisFailure.Stage) throws(AnalysisFailure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        } catch {
            throw .build(stage, "The folder \(Names.quoted(folder.lastPathComponent)) cannot be read: is it there?")
        }
    }
}
