/// The assets of an overview: changed ones first, the largest change first, then the others by size.
enum OverviewAssets {
    static func all(_ report: StoredReport, _ diff: BuildDiff?) -> [BuildOverview.Asset] {
        let found =
            diff.map { $0.assets.compactMap(asset) }
            ?? report.assets.map {
                BuildOverview.Asset(
                    name: $0.name, sizes: BuildOverview.Sizes(current: $0.size, baseline: nil), state: .same)
            }
        return found.enumerated().sorted { precedes(($0.element, $0.offset), ($1.element, $1.offset)) }.map(\.element)
    }

    private static func asset(_ pair: AssetPair) -> BuildOverview.Asset? {
        guard let any = pair.current ?? pair.baseline else { return nil }
        let before = pair.current == nil ? nil : pair.baseline?.name
        let isSameName = before.map { $0.utf8.elementsEqual(any.name.utf8) } ?? true
        return BuildOverview.Asset(
            name: any.name, baselineName: isSameName ? nil : before,
            sizes: BuildOverview.Sizes(current: pair.current?.size, baseline: pair.baseline?.size),
            state: state(pair, isSameName: isSameName))
    }

    /// A file of another name is another file to a browser, whatever its size.
    private static func state(_ pair: AssetPair, isSameName: Bool) -> BuildOverview.Asset.State {
        switch (pair.current, pair.baseline) {
        case (nil, _): .removed
        case (_, nil): .new
        case (let now?, let before?): now.size == before.size && isSameName ? .same : .changed
        }
    }

    private static func precedes(
        _ one: (asset: BuildOverview.Asset, place: Int), _ other: (asset: BuildOverview.Asset, place: Int)
    ) -> Bool {
        func key(_ asset: BuildOverview.Asset) -> (Int, Int, Int) {
            let (now, before) = (asset.sizes.current?.raw ?? 0, asset.sizes.baseline?.raw ?? 0)
            guard asset.state != .same else { return (0, 0, now) }
            return (1, abs(now - before), max(now, before))
        }
        let (ones, others) = (key(one.asset), key(other.asset))
        return ones == others ? one.place < other.place : ones > others
    }
}
