import SourceMaps

/// Whose an asset's bytes are, in whole numbers that add up to the asset's size, before and after compression.
struct AssetAttribution: Equatable, Sendable {
    struct Part: Equatable, Sendable {
        let owner: ByteOwner
        var size: Size
        /// Where it is not the asset's.
        var method: AttributionMethod?
    }

    let method: AttributionMethod
    /// One for each owner.
    let parts: [Part]
    /// The share of the bytes for which the module table and the source map both name a module, and the same one, 0 to
    /// 1. Nil without both.
    var agreement: Double?
    /// The names of the sources that parts refer to, by their index in the map.
    var sources: [Int: SourceName] = [:]
    /// Where the parts' bytes lie; nil if that is not known, or too much to be kept.
    var places: BytePlaces?

    static func == (one: AssetAttribution, other: AssetAttribution) -> Bool {
        one.method == other.method && one.parts == other.parts && one.agreement == other.agreement
    }
}

extension AssetAttribution {
    /// Shares out an asset by the places of its owners' bytes.
    ///
    /// - Parameter gzip: the asset's gzip stream, whose length is `size.gzip`; nil if it was not kept.
    init(
        _ method: AttributionMethod, _ text: OwnedRuns, size: Size, gzip: UnsafeRawBufferPointer?,
        methods: (ByteOwner) -> AttributionMethod? = { _ in nil }
    ) {
        let count = text.owners.count
        let raw = TextRun.lengths(of: text.runs, owners: count)
        let shares =
            gzip.flatMap { CompressedShares(gzip: $0, runs: text.runs, owners: count) }
            ?? CompressedShares(byLength: text.runs, owners: count)
        let gzip = shares?.parts(of: size.gzip) ?? raw.map { _ in 0 }
        let brotli = shares?.parts(of: size.brotli) ?? raw.map { _ in 0 }
        self.method = method
        // An empty file has compressed bytes all the same.
        guard count > 0 else {
            parts = [Part(owner: .unattributed, size: size)]
            return
        }
        parts = text.owners.indices.map { index in
            Part(
                owner: text.owners[index], size: Size(raw: raw[index], gzip: gzip[index], brotli: brotli[index]),
                method: methods(text.owners[index]))
        }
        places = BytePlaces(text.runs) { $0 }
    }

    /// Shares out an asset by how many bytes each owner has, where the places are not known; what is left of the asset is
    /// unattributed, and what is too much scaled down.
    init(_ method: AttributionMethod, _ bytes: [(owner: ByteOwner, raw: Int)], size: Size) {
        var raw = Apportionment.fit(bytes.map(\.raw), into: size.raw)
        raw.append(size.raw - raw.reduce(0, +))
        let owners = bytes.map(\.owner) + [.unattributed]
        let weights = raw.map { UInt128($0) }
        let (gzip, brotli) = (
            Apportionment.divide(size.gzip, by: weights), Apportionment.divide(size.brotli, by: weights)
        )
        self.method = method
        parts = owners.indices.compactMap { index in
            let size = Size(raw: raw[index], gzip: gzip[index], brotli: brotli[index])
            guard size != .zero || owners[index] != .unattributed else { return nil }
            return Part(owner: owners[index], size: size)
        }
    }

    /// Keeps the places if there are not too many, with what tells equal texts.
    mutating func keepPlaces(upTo limit: Int, of text: UnsafeBufferPointer<UInt8>) {
        guard var kept = places, kept.runs.count <= limit else {
            places = nil
            return
        }
        places = nil
        kept.hash(text, parts: parts.count)
        places = kept
    }
}
