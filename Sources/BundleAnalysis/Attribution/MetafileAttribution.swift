import SourceMaps

/// By what esbuild's metafile counts for each input; the source map tells where an input's bytes lie, and so what they
/// cost after compression.
struct MetafileAttribution: AttributionSource {
    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution? {
        guard let output = build.outputs[content.asset.name], !output.isBeforeMinification else { return nil }
        let parts = build.modules.parts[output.parts]
        guard !parts.isEmpty else { return nil }
        var bytes = parts.map { (owner: ByteOwner.module($0.module), raw: $0.bytes) }
        if let comment = comment(content, besides: bytes.map(\.raw)) { bytes.append((.mapComment, comment)) }
        let raw = AssetAttribution(.metafile, bytes, size: content.size)
        return content.map.map { cost(raw, $0, content) } ?? raw
    }

    /// How many bytes the comment has that names the map or contains it; nil if there is none, or no room for it beside
    /// what the metafile counts.
    private func comment(_ content: AssetContent, besides counted: [Int]) -> Int? {
        guard let comment = content.mapComment?.range.count else { return nil }
        // Numbers from outside may be of any size.
        let sum = counted.reduce(0) { min($0 + min(max($1, 0), content.text.count), content.text.count) }
        return sum <= content.text.count - comment ? comment : nil
    }

    /// Shares out the compressed bytes by what the map says that an input's bytes cost, in proportion to how many of
    /// them the metafile counts. Bytes of inputs that the map does not name cost what the average byte costs.
    private func cost(
        _ counted: AssetAttribution, _ map: MappedRuns, _ content: AssetContent
    ) -> AssetAttribution {
        let owners = map.runs.owners
        guard
            let shares = content.gzip.flatMap({ CompressedShares(gzip: $0, runs: map.runs.runs, owners: owners.count) })
        else { return counted }
        let lengths = TextRun.lengths(of: map.runs.runs, owners: owners.count)
        let weights = Dictionary(uniqueKeysWithValues: zip(owners, zip(shares.weights, lengths)))
        let total = shares.weights.reduce(0, +)
        let average = total / UInt128(max(1, content.text.count))
        let costs = counted.parts.map { part -> UInt128 in
            guard let (weight, length) = weights[part.owner], length > 0 else {
                return average * UInt128(part.size.raw)
            }
            return weight / UInt128(length) * UInt128(part.size.raw)
        }
        let gzip = Apportionment.divide(content.size.gzip, by: costs)
        let brotli = Apportionment.divide(content.size.brotli, by: costs)
        var attribution = AssetAttribution(
            method: counted.method,
            parts: counted.parts.indices.map { index in
                AssetAttribution.Part(
                    owner: counted.parts[index].owner,
                    size: Size(raw: counted.parts[index].size.raw, gzip: gzip[index], brotli: brotli[index]),
                    method: nil)
            })
        let indices = Dictionary(
            counted.parts.enumerated().map { ($1.owner, $0) }, uniquingKeysWith: { first, _ in first })
        attribution.places = BytePlaces(map.runs.runs) { indices[owners[$0]] }
        return attribution
    }
}
