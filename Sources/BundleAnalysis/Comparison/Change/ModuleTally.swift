/// What happened to one module in all files of a scope together.
struct ModuleTally {
    /// Raw bytes that it gained in some files, and lost in others.
    private(set) var gained = 0
    private(set) var lost = 0
    /// Its shares in the files where it gained.
    private var gaining = Size.zero
    private(set) var change = SizeChange.zero

    mutating func add(_ change: AssetChanges.Change) {
        let raw = change.current.raw - change.baseline.raw
        if raw > 0 {
            gained += raw
            gaining = gaining + change.current
        } else {
            lost -= raw
        }
        self.change =
            self.change + SizeChange(from: AssetSize(change.baseline), to: AssetSize(change.current))
    }

    /// What is in another file now: what it gained without having grown. Compressed bytes are the same part of its shares
    /// there.
    var moved: Size {
        let raw = min(gained, lost)
        guard raw > 0, gaining.raw > 0 else { return .zero }
        func part(_ bytes: Int) -> Int { Rounding.halfUp(Double(bytes) * Double(raw) / Double(gaining.raw)) }
        return Size(raw: raw, gzip: part(gaining.gzip), brotli: part(gaining.brotli))
    }
}
