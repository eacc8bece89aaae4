/// Which asset of one build is which of the other.
///
/// In this order, each for those that are left: the same name; the only two with one name but for its hashes; those that share
/// most modules; those of one name but for its hashes by their size; the only two with the very same sizes of those whose
/// content is not known, which are one file under another name. An asset is paired with one of its own type only.
struct AssetPairing {
    struct Pair: Equatable {
        /// Indices into the assets of the builds.
        var current: Int?
        var baseline: Int?
        var rule: AssetPair.Rule?
    }

    /// In the order of the current build; then what was removed, in the order of the baseline.
    private(set) var pairs: [Pair]

    init(_ current: ComparedBuild, _ baseline: ComparedBuild, _ modules: JointModules) {
        var open = OpenAssets(current, baseline)
        open.pairByName()
        open.pairByPlainName()
        open.pairByModules(SharedModules(current, baseline, modules))
        open.pairBySize()
        pairs = open.ofCurrent.enumerated().map { Pair(current: $0, baseline: $1?.baseline, rule: $1?.rule) }
        let paired = Set(pairs.compactMap(\.baseline))
        pairs += baseline.report.assets.indices.filter { !paired.contains($0) }
            .map { Pair(current: nil, baseline: $0, rule: nil) }
    }
}

/// The assets that are not paired yet.
struct OpenAssets {
    /// What assets must have in common.
    struct Key: Hashable {
        let name: [UInt8]
        let type: AssetType
    }

    private let current: [StoredReport.Asset]
    private let baseline: [StoredReport.Asset]
    /// Names without their hashes.
    private let currentKeys: [Key]
    private let baselineKeys: [Key]
    /// Whether it is known what is in them.
    private let hasContent: (current: [Bool], baseline: [Bool])
    private(set) var ofCurrent: [(baseline: Int, rule: AssetPair.Rule)?]
    private var isPaired: [Bool]

    init(_ current: ComparedBuild, _ baseline: ComparedBuild) {
        (self.current, self.baseline) = (current.report.assets, baseline.report.assets)
        func keys(_ assets: [StoredReport.Asset]) -> [Key] {
            assets.map { Key(name: Array(HashedName.masked($0.name).utf8), type: $0.type) }
        }
        (currentKeys, baselineKeys) = (keys(self.current), keys(self.baseline))
        hasContent = (current.contents.map { !$0.isEmpty }, baseline.contents.map { !$0.isEmpty })
        ofCurrent = self.current.map { _ in nil }
        isPaired = self.baseline.map { _ in false }
    }

    var openCurrent: [Int] { current.indices.filter { ofCurrent[$0] == nil } }
    var openBaseline: [Int] { baseline.indices.filter { !isPaired[$0] } }

    private mutating func pair(_ one: Int, _ other: Int, _ rule: AssetPair.Rule) {
        guard ofCurrent[one] == nil, !isPaired[other], current[one].type == baseline[other].type else { return }
        ofCurrent[one] = (other, rule)
        isPaired[other] = true
    }

    /// Pairs what each build has only one of.
    private mutating func pairUnique<Value: Hashable>(
        _ rule: AssetPair.Rule, current ofCurrent: (Int) -> Value?, baseline ofBaseline: (Int) -> Value?
    ) {
        var (ones, others) = ([Value: [Int]](), [Value: [Int]]())
        for index in openCurrent { if let value = ofCurrent(index) { ones[value, default: []].append(index) } }
        for index in openBaseline { if let value = ofBaseline(index) { others[value, default: []].append(index) } }
        for (value, found) in ones where found.count == 1 {
            if let other = others[value], other.count == 1 { pair(found[0], other[0], rule) }
        }
    }

    mutating func pairByName() {
        let (current, baseline) = (current, baseline)
        pairUnique(.name) {
            Array(current[$0].name.utf8)
        } baseline: {
            Array(baseline[$0].name.utf8)
        }
    }

    mutating func pairByPlainName() {
        let (ones, others) = (currentKeys, baselineKeys)
        pairUnique(.hash) {
            ones[$0]
        } baseline: {
            others[$0]
        }
    }

    /// Those of one name come first, then those that share most.
    mutating func pairByModules(_ shared: SharedModules) {
        var found = shared.candidates(openCurrent, openBaseline)
        let isNamesake = { [currentKeys, baselineKeys] (candidate: SharedModules.Candidate) in
            currentKeys[candidate.current] == baselineKeys[candidate.baseline]
        }
        found = found.filter { current[$0.current].type == baseline[$0.baseline].type }
        found.sort { one, other in
            let (isFirst, isSecond) = (isNamesake(one), isNamesake(other))
            if isFirst != isSecond { return isFirst }
            return (other.bytes, one.current, one.baseline) < (one.bytes, other.current, other.baseline)
        }
        for candidate in found { pair(candidate.current, candidate.baseline, .modules) }
    }

    mutating func pairBySize() {
        pairNamesakesBySize()
        let (current, baseline) = (current, baseline)
        func key(_ asset: StoredReport.Asset) -> [Int]? {
            guard asset.size.raw > 0, let gzip = asset.size.gzip, let brotli = asset.size.brotli else { return nil }
            return [asset.size.raw, gzip, brotli, asset.type.hashableNumber]
        }
        let hasContent = hasContent
        pairUnique(.size) {
            hasContent.current[$0] ? nil : key(current[$0])
        } baseline: {
            hasContent.baseline[$0] ? nil : key(baseline[$0])
        }
    }

    /// First equal sizes, then, from small to large, those that differ by a tenth at most.
    private mutating func pairNamesakesBySize() {
        let others = Dictionary(grouping: openBaseline) { baselineKeys[$0] }
        for (key, ones) in Dictionary(grouping: openCurrent, by: { currentKeys[$0] }) {
            guard let others = others[key] else { continue }
            for isClose in [{ $0 == $1 }, { abs($0 - $1) * 10 <= max($0, $1) }] as [(Int, Int) -> Bool] {
                var ones = ones.filter { ofCurrent[$0] == nil }[...]
                var others = others.filter { !isPaired[$0] }[...]
                ones.sort { (current[$0].size.raw, $0) < (current[$1].size.raw, $1) }
                others.sort { (baseline[$0].size.raw, $0) < (baseline[$1].size.raw, $1) }
                while let one = ones.first, let other = others.first {
                    let (size, otherSize) = (current[one].size.raw, baseline[other].size.raw)
                    if isClose(size, otherSize) {
                        pair(one, other, .size)
                        ones.removeFirst()
                        others.removeFirst()
                    } else if size < otherSize {
                        ones.removeFirst()
                    } else {
                        others.removeFirst()
                    }
                }
            }
        }
    }
}

extension AssetType {
    fileprivate var hashableNumber: Int {
        switch self {
        case .js: 0
        case .css: 1
        case .html: 2
        case .image: 3
        case .font: 4
        case .media: 5
        case .other: 6
        }
    }
}
