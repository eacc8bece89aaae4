/// Which assets have bytes of each module of the stats.
struct ModulePlaces {
    /// Where the assets of each module end in ``refs``.
    private var ends: [Int]
    private var refs: [Int32]

    init(_ assets: [AttributedAsset], moduleCount: Int) {
        var counts = [Int](repeating: 0, count: moduleCount)
        Self.forEach(in: assets) { module, _ in counts[module] += 1 }
        var end = 0
        ends = counts.map { count in
            end += count
            return end
        }
        var next = zip(ends, counts).map { $0 - $1 }
        var refs = [Int32](repeating: 0, count: end)
        Self.forEach(in: assets) { module, asset in
            refs[next[module]] = Int32(asset.ref)
            next[module] += 1
        }
        self.refs = refs
    }

    /// The refs of the assets, in ascending order.
    subscript(module: Int) -> ArraySlice<Int32> { refs[(module == 0 ? 0 : ends[module - 1])..<ends[module]] }

    private static func forEach(in assets: [AttributedAsset], _ use: (Int, MeasuredAsset) -> Void) {
        for asset in assets {
            for part in asset.attribution?.parts ?? [] where part.size.raw > 0 {
                if case .module(let module) = part.owner { use(module, asset.asset) }
            }
        }
    }
}
