import Foundation
import Zlib

@testable import BundleAnalysis

/// Zip archives made byte by byte, so that they can also be wrong.
struct ZipSample {
    struct Member {
        var name: [UInt8]
        var body: [UInt8]
        var method = 0
        var flags = 0
        var madeBy = 3 << 8
        var mode = 0o100644
        /// In the directory; the local header has none.
        var extra: [UInt8] = []
        /// Sizes and offset are in an extra field.
        var isLarge = false
        /// Sizes and checksum follow the data.
        var hasDescriptor = false
        /// What the archive says, if it is not true.
        var statedSize: Int?
        var statedCRC: UInt32?
        var statedOffset: Int?
        /// What is in the archive in place of the compressed body.
        var packed: [UInt8]?

        init(_ name: String, _ body: String = "", method: Int = 0) {
            self.init(Array(name.utf8), Array(body.utf8), method: method)
        }

        init(_ name: [UInt8], _ body: [UInt8], method: Int = 0) {
            (self.name, self.body, self.method) = (name, body, method)
        }

        func with(_ change: (inout Member) -> Void) -> Member {
            var copy = self
            change(&copy)
            return copy
        }
    }

    var members: [Member]
    var prefix: [UInt8] = []
    var comment: [UInt8] = []
    /// The end record has large numbers.
    var isLarge = false
    /// The number of this file, of several.
    var disk = 0
    var statedMembers: Int?

    init(_ members: [Member]) { self.members = members }

    /// Files as they would be packed by `zip`.
    static func archive(_ files: [(path: String, text: String)]) throws -> [UInt8] {
        try ZipSample(files.map { Member($0.path, $0.text, method: 8) }).bytes()
    }

    func bytes() throws -> [UInt8] {
        var archive = prefix
        var directory: [UInt8] = []
        for member in members {
            let packed = try member.packed ?? Self.packed(member)
            let offset = member.statedOffset ?? archive.count - prefix.count
            archive += Self.header(member, packed.count) + packed
            if member.hasDescriptor { archive += Self.sums(member, packed.count) }
            directory += Self.entry(member, packed.count, offset)
        }
        let start = archive.count - prefix.count
        return archive + directory + end(directory.count, at: start)
    }

    private static func packed(_ member: Member) throws -> [UInt8] {
        guard member.method == 8 else { return member.body }
        guard let packed = DeflateStream.compress(member.body, .raw, level: 6) else {
            throw CocoaError(.coderInvalidValue)
        }
        return packed
    }

    private static func header(_ member: Member, _ packed: Int) -> [UInt8] {
        let flags = member.flags | (member.hasDescriptor ? 8 : 0)
        let sums =
            member.hasDescriptor ? [UInt8](repeating: 0, count: 12) : Array(self.sums(member, packed).dropFirst(4))
        return word(0x0403_4b50) + short(20) + short(flags) + short(member.method) + word(0) + sums
            + short(member.name.count) + short(0) + member.name
    }

    private static func sums(_ member: Member, _ packed: Int) -> [UInt8] {
        var crc = CRC32()
        member.body.withUnsafeBytes { crc.add($0) }
        return word(0x0807_4b50) + word(Int(member.statedCRC ?? crc.value)) + word(packed)
            + word(member.statedSize ?? member.body.count)
    }

    private static func entry(_ member: Member, _ packed: Int, _ offset: Int) -> [UInt8] {
        let size = member.statedSize ?? member.body.count
        let large = member.isLarge ? short(1) + short(24) + long(size) + long(packed) + long(offset) : []
        var sums = Array(self.sums(member, packed).dropFirst(4))
        if member.isLarge { sums.replaceSubrange(4..., with: [UInt8](repeating: 0xff, count: 8)) }
        let extra = member.extra + large
        return word(0x0201_4b50) + short(member.madeBy) + short(20) + short(member.flags) + short(member.method)
            + word(0)
            + sums + short(member.name.count) + short(extra.count) + short(0) + short(0) + short(0)
            + word(member.mode << 16) + word(member.isLarge ? 0xffff_ffff : offset) + member.name + extra
    }

    private func end(_ count: Int, at offset: Int) -> [UInt8] {
        let members = statedMembers ?? members.count
        guard isLarge else {
            return Self.end(disk: disk, members: members, count: count, offset: offset) + Self.short(comment.count)
                + comment
        }
        let large =
            Self.word(0x0606_4b50) + Self.long(44) + Self.short(45) + Self.short(45) + Self.word(disk)
            + Self.word(disk) + Self.long(members) + Self.long(members) + Self.long(count) + Self.long(offset)
        let locator = Self.word(0x0706_4b50) + Self.word(0) + Self.long(offset + count) + Self.word(1)
        return large + locator
            + Self.end(disk: 0xffff, members: 0xffff, count: 0xffff_ffff, offset: 0xffff_ffff)
            + Self.short(comment.count) + comment
    }

    private static func end(disk: Int, members: Int, count: Int, offset: Int) -> [UInt8] {
        word(0x0605_4b50) + short(disk) + short(disk) + short(members) + short(members) + word(count) + word(offset)
    }

    static func short(_ number: Int) -> [UInt8] { (0..<2).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    static func word(_ number: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    static func long(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }

    /// What a reader finds: paths of files with their bodies.
    static func read(
        _ archive: [UInt8], limits: ArchiveLimits = .standard, in folder: TemporaryFolder? = nil
    ) throws -> [String: [UInt8]] {
        let folder = try folder ?? TemporaryFolder()
        let path = folder.url.appendingPathComponent("a.zip").path
        try FileOutput(path: path).write(archive)
        var reader = try ZipReader(FileInput(path: path), limits: limits)
        var files: [String: [UInt8]] = [:]
        while let member = try reader.next() {
            guard !member.isFolder else { continue }
            var body: [UInt8] = []
            try reader.readBody { (part) throws(AnalysisFailure) in body.append(contentsOf: part) }
            files[member.path] = body
        }
        return files
    }
}
