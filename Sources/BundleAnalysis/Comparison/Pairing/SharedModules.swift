/// How much the assets of two builds have in common.
struct SharedModules {
    struct Candidate {
        let current: Int
        let baseline: Int
        /// Of modules that both have, the smaller of the sizes.
        var bytes: Int
    }

    private let current: ComparedBuild
    private let baseline: ComparedBuild
    private let modules: JointModules

    init(_ current: ComparedBuild, _ baseline: ComparedBuild, _ modules: JointModules) {
        (self.current, self.baseline, self.modules) = (current, baseline, modules)
    }

    /// The pairs of these assets that have half of their modules' bytes or more in common.
    func candidates(_ ones: [Int], _ others: [Int]) -> [Candidate] {
        guard !ones.isEmpty, !others.isEmpty else { return [] }
        let occurrences = Occurrences(count: modules.modules.count) { note in
            for asset in others { for leaf in baseline.contents[asset] { note(Int(modules.ofBaseline[leaf]), leaf) } }
        }
        var assetOfLeaf = [Int32](repeating: -1, count: baseline.leaves.count)
        for asset in others { for leaf in baseline.contents[asset] { assetOfLeaf[leaf] = Int32(asset) } }
        let totals = Dictionary(uniqueKeysWithValues: others.map { ($0, total(baseline, $0)) })
        var found: [Candidate] = []
        for one in ones {
            var common: [Int: Int] = [:]
            for leaf in current.contents[one] {
                let module = Int(modules.ofCurrent[leaf])
                guard modules.modules[module].package >= 0 else { continue }
                let places = occurrences[module]
                guard places.count <= ComparisonLimits.sharingAssets else { continue }
                for place in places {
                    let bytes = min(current.leaves[leaf].size.raw, baseline.leaves[Int(place)].size.raw)
                    common[Int(assetOfLeaf[Int(place)]), default: 0] += bytes
                }
            }
            let own = total(current, one)
            for (other, bytes) in common where bytes > 0 && 4 * bytes >= own + (totals[other] ?? 0) {
                found.append(Candidate(current: one, baseline: other, bytes: bytes))
            }
        }
        return found
    }

    private func total(_ build: ComparedBuild, _ asset: Int) -> Int {
        build.leaves[build.contents[asset]].reduce(0) { $0 + ($1.package < 0 ? 0 : $1.size.raw) }
    }
}
