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
        var reader = TarReader(try tarBytes(of: archive), limits: limits)
        let output = try FileOutput(path: folder.path("members"), hasRoom: hasRoom)
        var pathBytes = 0
        var members: [String: Members.Member] = [:]
        while let member = try reader.next() {
            try AnalysisFailure.checkCancellation(.reading)
            guard !member.isFolder else { continue }
            pathBytes += member.path.utf8.count
            guard pathBytes <= limits.pathBytes else { throw .archive(.pathsTooLong(limit: limits.pathBytes)) }
            let location = Members.Location.unpacked(offset: output.written)
            let isKept = !Self.isDropped(member.path)
            if isKept { try reader.readBody { (part) throws(AnalysisFailure) in try output.write(part) } }
            members[member.path] = Members.Member(
                path: member.path, size: member.size, location: isKept ? location : .dropped)
            if members.count % Self.progressStep == 0 { progress(.unpacking(members: members.count)) }
        }
        try reader.drain()
        guard !members.isEmpty else { throw .archive(.empty) }
        progress(.unpacking(members: members.count))
        return Members(members, unpacked: try FileDescriptorOwner(output), unpackedBytes: output.written)
    }

    /// Source maps are half of a build's bytes, and only their presence matters.
    static func isDropped(_ path: String) -> Bool {
        path.utf8.suffix(sourceMap.utf8.count).elementsEqual(sourceMap.utf8)
    }

    static let sourceMap = ".map"

    private func tarBytes(of archive: URL) throws(AnalysisFailure) -> any ByteInput {
        let file = try FileInput(path: archive.path)
        switch ArchiveForm.of(head: try file.head(ArchiveForm.headBytes)) {
        case .tar: return file
        case .gzip: return try GzipInput(file, of: .archive, limits: limits, stage: .reading)
        case .other(let form): throw .archive(.unsupported(form: form))
        }
    }
}
