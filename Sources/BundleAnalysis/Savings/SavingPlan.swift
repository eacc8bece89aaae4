/// What to take out of which files, and to compress them again without: each once, whoever asks for it.
struct SavingPlan: Sendable {
    /// Some of the parts of one asset.
    struct Piece: Hashable, Sendable {
        /// The index of the asset.
        let asset: Int
        /// Into the parts of its attribution, in ascending order.
        let parts: [Int]
    }

    private(set) var pieces: [Piece] = []
    private var known: Set<Piece> = []
    private var room: Int
    private let assets: [AttributedAsset]

    init(_ assets: [AttributedAsset]) {
        self.assets = assets
        room = SavingLimits.room(ofBytes: assets.reduce(0) { $0 + ($1.asset.file?.size ?? 0) })
    }

    /// What some modules have in which assets.
    static func pieces(of copies: some Sequence<DeliveredModules.Copy>) -> [Piece] {
        let byAsset = Dictionary(grouping: copies, by: \.asset)
        return byAsset.map { Piece(asset: $0, parts: $1.map(\.part).sorted()) }.sorted { $0.asset < $1.asset }
    }

    /// Adds the pieces if the places of all are known and there is room to compress them.
    ///
    /// - Parameter reserve: how many bytes are to be left for others.
    mutating func add(_ wanted: [Piece], reserve: Int = 0) {
        let new = wanted.filter { !known.contains($0) }
        guard new.allSatisfy({ assets[$0.asset].attribution?.places != nil }) else { return }
        let cost = new.reduce(0) { $0 + (assets[$1.asset].asset.file?.size ?? 0) }
        guard cost <= room - reserve else { return }
        room -= cost
        pieces += new
        known.formUnion(new)
    }

    /// How many bytes may still be compressed.
    var rest: Int { room }
}

/// What files lose when some of their parts are taken out and they are compressed again.
struct Savings: Sendable {
    fileprivate let sizes: [SavingPlan.Piece: Size]

    init(_ sizes: [SavingPlan.Piece: Size] = [:]) { self.sizes = sizes }

    /// Nil if that of a piece is not known. It can be below zero: what is left may compress worse.
    func saving(of pieces: [SavingPlan.Piece]) -> Size? {
        var sum = Size.zero
        for piece in pieces {
            guard let size = sizes[piece] else { return nil }
            sum = sum + size
        }
        return pieces.isEmpty ? nil : sum
    }
}
