import Foundation

/// Reads an uploaded archive into ``Members``.
///
/// All bodies go into one temporary file, one after the other, so that no member's name ever becomes a file name here.
struct Unpacker {
    /// How many members to read between two progress reports.
    static let progressStep = 256

    let limits: ArchiveLimits
    let folder: PrivateFolder
    var hasRoom: @Sendable () -> Bool = { true }

    func unpack(
        _ archive: URL, progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> Members {
        let file = try FileInput(path: archive.path)
        switch try ArchiveForm.of(file) {
        case .zip:
            var reader = try ZipReader(file, limits: limits)
            return try unpack(&reader, progress)
        case .tar(let compression):
            var reader = TarReader(try decompressed(file, compression), limits: limits)
            return try unpack(&reader, progress)
        case .other(let form): throw .archive(.unsupported(form: form))
        }
    }

    private func unpack<Reader: ArchiveReader & ~Copyable>(
        _ reader: inout Reader, _ progress: (AnalysisProgress) -> Void
    ) throws(AnalysisFailure) -> Members {
        let output = try FileOutput(path: folder.path("members"), hasRoom: hasRoom)
        var pathBytes = 0
        var members: [String: Members.Member] = [:]
        while let member = try reader.next() {
            try AnalysisFailure.checkCancellation(.reading)
            guard !member.isFolder else { continue }
            pathBytes += member.path.utf8.count
            guard pathBytes <= limits.pathBytes else { throw .archive(.pathsTooLong(limit: limits.pathBytes)) }
            let location = Members.Location.unpacked(offset: output.written)
            try reader.readBody { (part) throws(AnalysisFailure) in try output.write(part) }
            members[member.path] = Members.Member(path: member.path, size: member.size, location: location)
            if members.count % Self.progressStep == 0 { progress(.unpacking(members: members.count)) }
        }
        try reader.drain()
        guard !members.isEmpty else { throw .archive(.empty) }
        progress(.unpacking(members: members.count))
        return Members(members, unpacked: try FileDescriptorOwner(output), unpackedBytes: output.written)
    }

    private func decompressed(
        _ file: FileInput, _ compression: ArchiveForm.Compression
    ) throws(AnalysisFailure) -> any ByteInput {
        switch compression {
        case .none: file
        case .gzip: try GzipInput(file, of: .archive, limits: limits, stage: .reading)
        case .zstd: try ZstdInput(file, of: .archive, limits: limits, stage: .reading)
        }
    }
}
