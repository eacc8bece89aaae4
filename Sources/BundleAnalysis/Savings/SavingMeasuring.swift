/// Compresses files again without some of their parts.
struct SavingMeasuring {
    let members: Members
    /// How many files to compress at once.
    let width: Int

    func measure(_ plan: SavingPlan, of assets: [AttributedAsset]) async throws(AnalysisFailure) -> Savings {
        // The pieces of one file one after the other.
        let pieces = plan.pieces.enumerated().sorted { ($0.element.asset, $0.offset) < ($1.element.asset, $1.offset) }
            .map(\.element)
        let work = WorkQueue(pieces.count)
        typealias Sizes = Result<[(SavingPlan.Piece, Size)], AnalysisFailure>
        let results = await withTaskGroup(of: Sizes.self) { group in
            for _ in 0..<min(max(1, width), pieces.count) {
                group.addTask { measureSome(of: pieces, work, assets) }
            }
            var results: [Sizes] = []
            for await result in group {
                if case .failure = result { work.stop() }
                results.append(result)
            }
            return results
        }
        var sizes: [SavingPlan.Piece: Size] = [:]
        for result in results { for (piece, size) in try result.get() { sizes[piece] = size } }
        return Savings(sizes)
    }

    private func measureSome(
        of pieces: [SavingPlan.Piece], _ work: WorkQueue, _ assets: [AttributedAsset]
    ) -> Result<[(SavingPlan.Piece, Size)], AnalysisFailure> {
        Result { () throws(AnalysisFailure) in
            let counter = try SizeCounter()
            var measured: [(SavingPlan.Piece, Size)] = []
            while let index = work.next() {
                try AnalysisFailure.checkCancellation(.measuring)
                let piece = pieces[index]
                if let size = try saving(piece, assets[piece.asset], counter) { measured.append((piece, size)) }
            }
            return measured
        }
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
