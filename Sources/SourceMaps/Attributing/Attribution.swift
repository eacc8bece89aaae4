/// Which source each byte of a generated text comes from.
package struct Attribution: Sendable {
    /// What a run of bytes belongs to.
    package enum Owner: Hashable, Sendable {
        /// An index into the map's sources.
        case source(Int)
        /// The map says that it comes from no source, or from one without a name.
        case noSource
        /// The map says nothing, or nothing credible.
        case unattributed
        /// The comment that refers to the map or contains it.
        case mapComment
    }

    /// Bytes with the same owner, up to the next run.
    package struct Run: Hashable, Sendable {
        /// The offset of the first byte.
        package var start: Int32
        var code: Int32

        package var owner: Owner { Owner(code: code) }
    }

    /// The first begins at byte 0, no two neighbors have the same owner, and none is empty. Empty for an empty text.
    package let runs: [Run]
    /// The length of the text in bytes.
    package let byteCount: Int
    /// How many segments the map has.
    package let segmentCount: Int
    /// How many of them were beyond the end of their line, or of the text.
    package let segmentsBeyond: Int
    /// Where the last segment is; nil without segments.
    package let lastSegment: Int?
    /// How many bytes after a source's last segment were too many to be that source's.
    package let cutBytes: Int

    /// The bytes of a run.
    package func range(_ index: Int) -> Range<Int> {
        Int(runs[index].start)..<(index + 1 < runs.count ? Int(runs[index + 1].start) : byteCount)
    }

    /// Calls `body` for each run, in the order of the text.
    package func forEach(_ body: (Range<Int>, Owner) -> Void) {
        for index in runs.indices { body(range(index), runs[index].owner) }
    }

    /// How many bytes each owner has. An owner without bytes is missing.
    package var bytes: [Owner: Int] {
        var bytes: [Owner: Int] = [:]
        forEach { bytes[$1, default: 0] += $0.count }
        return bytes
    }
}

extension Attribution.Owner {
    init(code: Int32) {
        switch code {
        case -1: self = .noSource
        case -2: self = .unattributed
        case -3: self = .mapComment
        default: self = .source(Int(code))
        }
    }

    var code: Int32 {
        switch self {
        case .source(let index): Int32(truncatingIfNeeded: index)
        case .noSource: -1
        case .unattributed: -2
        case .mapComment: -3
        }
    }
}
