/// Reads a tar archive from front to back: ustar, GNU long names, pax headers.
///
/// Refuses what a build never contains (links, devices, paths that escape the root) and what exceeds the limits, before
/// any byte of such a member is returned.
struct TarReader: ArchiveReader, ~Copyable {
    private let input: any ByteInput
    private let limits: ArchiveLimits
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var taken = 0
    /// Bytes of the archive before the next one to read.
    private var offset = 0
    private var headers = 0
    private var unpacked = 0
    /// For the last member returned: the unread part of its body, and the padding after it.
    private var body = 0
    private var padding = 0
    private var isFirst = true

    init(_ input: any ByteInput, limits: ArchiveLimits) {
        self.input = input
        self.limits = limits
        buffer = .allocate(byteCount: bufferBytes, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The next file or folder; nil at the end marker.
    mutating func next() throws(AnalysisFailure) -> ArchiveMember? {
        var longName: [UInt8]?
        var pax: PaxRecords?
        while true {
            try skipBody()
            guard let header = try nextHeader() else { return nil }
            switch header.kind {
            case UInt8(ascii: "L"): longName = try longNameBody(header)
            case UInt8(ascii: "x"): pax = try paxBody(header)
            case UInt8(ascii: "K"), UInt8(ascii: "g"): try enterBody(header.size)
            default: return try member(header, longName: longName, pax: pax)
            }
        }
    }

    /// Passes the rest of the member's body to `sink`, one buffer at a time.
    mutating func readBody(
        _ sink: (UnsafeRawBufferPointer) throws(AnalysisFailure) -> Void
    ) throws(AnalysisFailure) {
        while body > 0 {
            try refillIfEmpty()
            let count = min(body, filled - taken)
            try sink(UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count]))
            advance(count)
            body -= count
        }
    }

    /// Reads to the end of the input, so that a damaged tail is noticed.
    mutating func drain() throws(AnalysisFailure) {
        repeat {
            try AnalysisFailure.checkCancellation(.reading)
            filled = try input.read(into: buffer)
        } while filled > 0
    }

    // MARK: Headers

    private mutating func nextHeader() throws(AnalysisFailure) -> TarHeader? {
        let start = offset
        guard let block = try takeBlock() else { throw .archive(isFirst ? .empty : .cutOff) }
        switch block {
        case .zero: return nil
        case .damaged: throw damaged(at: start)
        case .header(let header):
            isFirst = false
            headers += 1
            guard headers <= limits.members else { throw .archive(.tooManyMembers(limit: limits.members)) }
            return header
        }
    }

    private mutating func member(
        _ header: TarHeader, longName: [UInt8]?, pax: PaxRecords?
    ) throws(AnalysisFailure) -> ArchiveMember {
        let raw = pax?.path ?? longName ?? header.name
        let path = try MemberPath.normalized(raw, limit: limits.nameBytes)
        try refuseKind(of: header, path: path, isSparse: pax?.isSparse ?? false)
        let isFolder = header.kind == UInt8(ascii: "5") || raw.last == UInt8(ascii: "/") || path.isEmpty
        let size = pax?.size ?? header.size
        try enterBody(size)
        return ArchiveMember(path: path, size: size, isFolder: isFolder)
    }

    private func refuseKind(of header: TarHeader, path: String, isSparse: Bool) throws(AnalysisFailure) {
        let kind: MemberKind
        switch header.kind {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "5"):
            guard isSparse else { return }
            kind = .sparseFile
        case UInt8(ascii: "1"): kind = .hardLink
        case UInt8(ascii: "2"): kind = .symbolicLink
        case UInt8(ascii: "3"), UInt8(ascii: "4"): kind = .device
        case UInt8(ascii: "6"): kind = .namedPipe
        case UInt8(ascii: "S"): kind = .sparseFile
        default: kind = .other
        }
        throw .archive(.unsupportedMember(name: ShownName(path), kind: kind))
    }

    private mutating func longNameBody(_ header: TarHeader) throws(AnalysisFailure) -> [UInt8] {
        // The name is followed by a NUL.
        guard header.size <= limits.nameBytes + 1 else { throw .archive(.nameTooLong(limit: limits.nameBytes)) }
        return Array(try wholeBody(header.size).prefix { $0 != 0 })
    }

    private mutating func paxBody(_ header: TarHeader) throws(AnalysisFailure) -> PaxRecords {
        guard header.size <= limits.headerBytes else { throw .archive(.headerTooLarge(limit: limits.headerBytes)) }
        let start = offset
        guard let records = PaxRecords(try wholeBody(header.size)) else { throw damaged(at: start) }
        return records
    }

    private mutating func wholeBody(_ size: Int) throws(AnalysisFailure) -> [UInt8] {
        try enterBody(size)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        try readBody { (part) throws(AnalysisFailure) in bytes.append(contentsOf: part) }
        return bytes
    }

    private mutating func enterBody(_ size: Int) throws(AnalysisFailure) {
        let (total, overflow) = unpacked.addingReportingOverflow(size)
        guard !overflow, total <= limits.unpackedBytes else {
            throw .archive(.tooLarge(limit: limits.unpackedBytes))
        }
        unpacked = total
        body = size
        padding = (TarHeader.blockBytes - size % TarHeader.blockBytes) % TarHeader.blockBytes
    }

    // MARK: Bytes

    private mutating func skipBody() throws(AnalysisFailure) {
        body += padding
        padding = 0
        try readBody { (_) throws(AnalysisFailure) in }
    }

    /// Nil if the input ends here.
    private mutating func takeBlock() throws(AnalysisFailure) -> TarHeader.Block? {
        if filled - taken < TarHeader.blockBytes { try refillBehindRest() }
        guard filled > taken else { return nil }
        guard filled - taken >= TarHeader.blockBytes else { throw .archive(isFirst ? .notTar : .cutOff) }
        let block = TarHeader.parse(UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + TarHeader.blockBytes]))
        advance(TarHeader.blockBytes)
        return block
    }

    private mutating func refillBehindRest() throws(AnalysisFailure) {
        let rest = filled - taken
        if rest > 0 { memmoveToFront(rest) }
        (taken, filled) = (0, rest)
        while filled < TarHeader.blockBytes {
            let count = try input.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { return }
            filled += count
        }
    }

    private func memmoveToFront(_ count: Int) {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[taken..<taken + count]))
    }

    private mutating func refillIfEmpty() throws(AnalysisFailure) {
        guard taken == filled else { return }
        try AnalysisFailure.checkCancellation(.reading)
        taken = 0
        filled = try input.read(into: buffer)
        guard filled > 0 else { throw .archive(.cutOff) }
    }

    private mutating func advance(_ count: Int) {
        taken += count
        offset += count
    }

    // MARK: Faults

    private func damaged(at offset: Int) -> AnalysisFailure {
        .archive(isFirst ? .notTar : .damaged(byte: offset))
    }
}
