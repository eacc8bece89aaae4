/// What the runs of a compressed text really cost: how the text's compressed bytes are shared out among their owners.
///
/// The gzip stream is decoded once. The bits of a literal go to the owner of its byte, those of a match (length and
/// distance) in equal parts to the owners of the bytes that it makes. All other bits (headers, code tables, ends of
/// blocks, padding, checksum) are shared by the number of bytes that an owner has.
package struct CompressedShares: Sendable, Equatable {
    /// Texts of more bytes than this are not decoded; share them with ``init(byLength:owners:)``.
    package static let rawLimit = 256 << 20

    /// By owner: the bits of the gzip stream, times a constant.
    let weights: [UInt128]

    /// Nil if `gzip` is damaged, or is not one gzip member of the text that the runs cover; if the runs are not in
    /// order; or if the text is larger than ``rawLimit``.
    package init?(gzip: UnsafeRawBufferPointer, runs: [TextRun], owners: Int) {
        guard let length = TextRun.length(of: runs, owners: owners), length <= Self.rawLimit else { return nil }
        var counter = RunCounter(runs: runs, owners: owners)
        guard GzipBits.count(gzip, into: &counter), counter.position == length else { return nil }
        weights = Self.weights(counter.finish(), bits: gzip.count * 8, TextRun.lengths(of: runs, owners: owners))
    }

    /// By the number of bytes alone, for a text whose gzip stream is too large to be decoded, or is not kept; nil if
    /// the runs are not in order.
    package init?(byLength runs: [TextRun], owners: Int) {
        guard TextRun.length(of: runs, owners: owners) != nil else { return nil }
        weights = TextRun.lengths(of: runs, owners: owners).map { UInt128($0) }
    }

    /// The parts of a compressed size, in bytes, by owner. Their sum is the size: that of the gzip stream, or that of
    /// the text compressed in another way.
    package func parts(of size: Int) -> [Int] { Apportionment.divide(size, by: weights) }

    /// The owners' own bits, and their parts of the others, as multiples of one unit: 1 / (`RunCounter.unit` * length).
    private static func weights(_ own: [UInt64], bits: Int, _ lengths: [Int]) -> [UInt128] {
        let length = UInt128(lengths.reduce(0, +))
        let others = UInt128(bits) * UInt128(RunCounter.unit) - own.reduce(0) { $0 + UInt128($1) }
        return zip(own, lengths).map { UInt128($0) * length + others * UInt128($1) }
    }
}
