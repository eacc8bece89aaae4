package import Foundation

/// Packs a build's output folder into the archive that an upload sends.
package struct BuildArchiver: Sendable {
    /// Left out, because nothing about them is analysed and they are large.
    package static let leftOut: Set<String> = ["mp4", "webm", "mkv", "flv", "avi", "wmv"]

    /// What was packed.
    package struct Packed: Sendable, Equatable {
        package let files: Int
        /// Of the files, before compression.
        package let bytes: Int
        /// Of the archive.
        package let archiveBytes: Int
        /// Paths of the videos that were left out.
        package let leftOut: [String]
    }

    private let limits: ArchiveLimits

    package init(limits: ArchiveLimits = .standard) { self.limits = limits }

    /// Writes a tar.gz of `folder` to `archive`, a buffer at a time; what was there is replaced.
    ///
    /// Equal folders make equal archives. Links are left out.
    package func pack(
        _ folder: URL, to archive: URL, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(AnalysisFailure) -> Packed {
        // Looked up before the archive is made, which may be inside the folder.
        let all = try FolderWalk(folder, limits: limits, stage: .packing).files
        let files = all.filter { !Self.isLeftOut($0.path) && $0.url.standardizedFileURL != archive.standardizedFileURL }
        guard !files.isEmpty else {
            throw .build(
                .packing,
                "The folder \(Names.quoted(folder.lastPathComponent)) holds no file to send: build the project first.")
        }
        let output = try FileOutput(path: archive.path, stage: .packing)
        let writer = try GzipWriter(output)
        for (index, file) in files.enumerated() {
            try AnalysisFailure.checkCancellation(.packing)
            try write(file, to: writer)
            progress(index + 1, files.count)
        }
        try writer.write(TarWriter.endMark)
        try writer.finish()
        return Packed(
            files: files.count, bytes: files.reduce(0) { $0 + $1.size }, archiveBytes: output.written,
            leftOut: all.map(\.path).filter(Self.isLeftOut))
    }

    private static func isLeftOut(_ path: String) -> Bool {
        leftOut.contains((path as NSString).pathExtension.lowercased())
    }

    private func write(_ file: FolderWalk.File, to writer: GzipWriter) throws(AnalysisFailure) {
        try writer.write(TarWriter.header(path: file.path, size: file.size))
        let input = try FileInput(path: file.url.path, stage: .packing)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)
        defer { buffer.deallocate() }
        var rest = file.size
        while rest > 0 {
            let count = min(try input.read(into: buffer), rest)
            guard count > 0 else {
                throw .build(.packing, "The file \(Names.quoted(file.path)) shrank while it was packed: try again.")
            }
            try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            rest -= count
        }
        try writer.write(TarWriter.padding(after: file.size))
    }
}
