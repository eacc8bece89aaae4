/// What changed in each pair of assets, module by module.
struct AssetChanges {
    /// A module's bytes in an asset before and after.
    struct Change {
        let module: Int32
        var baseline: Size
        var current: Size
    }

    private let current: ComparedBuild
    private let baseline: ComparedBuild
    private let modules: JointModules
    /// By the index of the pair: the modules whose raw bytes differ. Empty for what is in one build only.
    private var ofPairs: [[Change]] = []

    init(_ current: ComparedBuild, _ baseline: ComparedBuild, _ modules: JointModules, _ pairs: [AssetPairing.Pair]) {
        (self.current, self.baseline, self.modules) = (current, baseline, modules)
        var slots = [Int32](repeating: -1, count: modules.modules.count)
        ofPairs = pairs.map { pair in
            guard let one = pair.current, let other = pair.baseline else { return [] }
            var found: [Change] = []
            func note(_ module: Int32, _ change: (inout Change) -> Void) {
                guard modules.modules[Int(module)].package >= 0 else { return }
                if slots[Int(module)] < 0 {
                    slots[Int(module)] = Int32(found.count)
                    found.append(Change(module: module, baseline: .zero, current: .zero))
                }
                change(&found[Int(slots[Int(module)])])
            }
            for leaf in current.contents[one] {
                note(modules.ofCurrent[leaf]) { $0.current = $0.current + current.leaves[leaf].size }
            }
            for leaf in baseline.contents[other] {
                note(modules.ofBaseline[leaf]) { $0.baseline = $0.baseline + baseline.leaves[leaf].size }
            }
            for change in found { slots[Int(change.module)] = -1 }
            return found.filter { $0.baseline.raw != $0.current.raw }
        }
    }

    func of(pair: Int) -> [Change] { ofPairs[pair] }

    /// Everything in an asset of the current build, as new.
    func additions(_ asset: Int) -> [Change] {
        current.contents[asset].compactMap { leaf in
            let module = modules.ofCurrent[leaf]
            guard modules.modules[Int(module)].package >= 0 else { return nil }
            return Change(module: module, baseline: .zero, current: current.leaves[leaf].size)
        }
    }

    /// Everything in an asset of the baseline, as removed.
    func removals(_ asset: Int) -> [Change] {
        baseline.contents[asset].compactMap { leaf in
            let module = modules.ofBaseline[leaf]
            guard modules.modules[Int(module)].package >= 0 else { return nil }
            return Change(module: module, baseline: baseline.leaves[leaf].size, current: .zero)
        }
    }
}
