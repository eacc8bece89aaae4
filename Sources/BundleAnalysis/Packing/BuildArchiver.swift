package import Foundation

/// Packs a build's output folder into the archive for an upload.
package struct BuildArchiver: Sendable {
    /// What was packed.
    package struct Packed: Sendable, Equatable {
        package let files: Int
        /// Size of the files, before compression.
        package let bytes: Int
        /// Size of the archive.
        package let archiveBytes: Int
        package let leftOut: LeftOut
    }

    private let limits: ArchiveLimits
    private let workFolder: URL

    /// - Parameter workFolder: where temporary files go, in a private folder that is removed afterward.
    package init(
        limits: ArchiveLimits = .standard, workFolder: URL = FileManager.default.temporaryDirectory
    ) {
        self.limits = limits
        self.workFolder = workFolder
    }

    /// Writes a tar.gz of the build in `folder` (``BuildSelection``) to `archive`, one buffer at a time, replacing any
    /// existing file.
    ///
    /// Equal folders produce equal archives.
    ///
    /// - Parameter stats: the name of the file in the folder that is to be taken for its stats; nil to search for them.
    package func pack(
        _ folder: URL, stats: String? = nil, to archive: URL,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(AnalysisFailure) -> Packed {
        // Selected before the archive is created, which may be inside the folder.
        let selection = try selection(of: folder, stats: stats)
        let files = selection.files.filter { $0.url.standardizedFileURL != archive.standardizedFileURL }
        guard !files.isEmpty else {
            let name = ShownName(folder.lastPathComponent)
            throw .folder(.nothingToPack(folder: name, leftOut: selection.leftOut), .packing)
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
            leftOut: selection.leftOut)
    }

    private func selection(of folder: URL, stats: String?) throws(AnalysisFailure) -> BuildSelection {
        let walk = try FolderWalk(folder, limits: limits, stage: .packing)
        let work = try PrivateFolder(in: workFolder)
        defer { work.remove() }
        // The server finds the same anomalies in the stats again, and reports them with the artifact.
        var warnings = AnalysisWarnings()
        return try BuildSelection(
            walk, stats: stats, stage: .packing, limits: limits, folder: work, warnings: &warnings)
    }

    private func write(_ file: FolderWalk.File, to writer: GzipWriter) throws(AnalysisFailure) {
        try writer.write(TarWriter.header(path: file.path, size: file.size))
        let input = try FileInput(path: file.url.path, stage: .packing)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 16)
        defer { buffer.deallocate() }
        var rest = file.size
        while rest > 0 {
            let count = min(try input.read(into: buffer), rest)
            guard count > 0 else { throw .folder(.shrank(file: ShownName(file.path)), .packing) }
            try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            rest -= count
        }
        try writer.write(TarWriter.padding(after: file.size))
    }
}
