/// Compresses files again without some of their parts.
struct SavingMeasuring {
    let members: Members
    let parallelism: Parallelism

    func measure(_ plan: SavingPlan, of assets: [AttributedAsset]) async throws(AnalysisFailure) -> Savings {
        // The pieces of one file one after the other.
        let pieces = plan.pieces.enumerated().sorted { ($0.element.asset, $0.offset) < ($1.element.asset, $1.offset) }
            .map(\.element)
        let sizes = try await parallelism.results(
            of: pieces.count, with: { () throws(AnalysisFailure) in try SizeCounter() }
        ) { (index, counter) throws(AnalysisFailure) in
            try saving(pieces[index], assets[pieces[index].asset], counter)
        }
        return Savings(Dictionary(zip(pieces, sizes)) { $1 }.compactMapValues(\.self))
    }

    private func saving(
        _ piece: SavingPlan.Piece, _ asset: AttributedAsset, _ counter: SizeCounter
    ) throws(AnalysisFailure) -> Size? {
        guard let file = asset.asset.file, let places = asset.attribution?.places,
            let gzip = asset.asset.size.gzip, let brotli = asset.asset.size.brotli
        else { return nil }
        let member = try members.bytes(file)
        defer { withExtendedLifetime(member) {} }
        let rest = TextWithout(member.bytes, places, without: piece.parts)
        let size = try counter.measure(rest, size: rest.count)
        return Size(raw: asset.asset.size.raw - size.raw, gzip: gzip - size.gzip, brotli: brotli - size.brotli)
    }
}
