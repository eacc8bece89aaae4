/// Where the bytes of an asset's owners lie, in a form that can be kept for all assets at once: 8 bytes for each run.
struct BytePlaces: Equatable, Sendable {
    struct Run: Equatable, Sendable {
        /// The offset behind its last byte; it begins where the run before it ends, the first one at 0.
        let end: UInt32
        /// Into ``AssetAttribution/parts``; -1 if no part has these bytes.
        let part: Int32
    }

    private(set) var runs: [Run] = []
    /// By part: what tells apart the texts of parts of at least ``leastHashed`` bytes; 0 for the others.
    private(set) var hashes: [UInt64] = []

    /// Texts of fewer bytes repeat by chance, such as a module that only passes on what another exports.
    static let leastHashed = 256

    /// - Parameter part: the part that an owner of a run is, by the owner's index.
    init(_ runs: [TextRun], part: (Int) -> Int?) {
        self.runs.reserveCapacity(runs.count)
        for run in runs {
            self.runs.append(Run(end: UInt32(clamping: run.end), part: Int32(part(run.owner) ?? -1)))
        }
    }

    /// Calls `body` with each run in the order of the text.
    func forEach(_ body: (Int, Range<Int>) -> Void) {
        var start = 0
        for run in runs {
            body(Int(run.part), start..<Int(run.end))
            start = Int(run.end)
        }
    }

    /// Hashes what each of the parts has of the text.
    mutating func hash(_ text: UnsafeBufferPointer<UInt8>, parts: Int) {
        var (hashes, counts) = ([UInt64](repeating: 0, count: parts), [Int](repeating: 0, count: parts))
        forEach { part, range in
            guard part >= 0 else { return }
            let piece = NamePool.hash(UnsafeBufferPointer(rebasing: text[range]))
            let (high, low) = (hashes[part] ^ piece).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            hashes[part] = counts[part] == 0 ? piece : high ^ low
            counts[part] += range.count
        }
        for part in 0..<parts where counts[part] < Self.leastHashed { hashes[part] = 0 }
        self.hashes = hashes
    }
}

/// How many runs are kept of each asset, so that those of all assets together fit into memory.
struct PlaceAllowance: Sendable {
    /// How many runs of all assets are kept, apart from a few of each.
    static let limit = 8 << 20
    static let least = 16

    /// The bytes of all assets.
    let total: Int

    /// How many runs an asset may have; of one with more, the places are not kept.
    func runs(ofBytes count: Int) -> Int {
        // Assets have at most ``AssetAttributor/limit`` bytes, so nothing overflows.
        Self.least + count * Self.limit / max(1, total)
    }
}
