/// The packages and modules of two builds under common numbers.
struct JointModules {
    /// A package of either build or of both: indices into the builds' packages.
    struct Package {
        var current: Int?
        var baseline: Int?
    }

    /// A module of either build or of both.
    struct Module {
        /// -1 for what is no module.
        let package: Int32
        let path: NamePool.Name
    }

    private(set) var packages: [Package] = []
    private(set) var modules: [Module] = []
    private(set) var names = NamePool()
    /// The module of each leaf of the builds.
    private(set) var ofCurrent: [Int32] = []
    private(set) var ofBaseline: [Int32] = []
    private var ofBaselinePackages: [Int32] = []
    private var numbers: [UInt64: Int32] = [:]

    init(_ current: ComparedBuild, _ baseline: ComparedBuild) {
        let (ofCurrent, ofBaseline) = pairPackages(current.packages, baseline.packages)
        self.ofCurrent = number(current, ofCurrent)
        self.ofBaseline = number(baseline, ofBaseline)
        ofBaselinePackages = ofBaseline
        numbers = [:]
    }

    /// The common number of a package of the current build.
    func package(ofCurrent index: Int) -> Int { index }

    /// The common number of a package of the baseline.
    func package(ofBaseline index: Int) -> Int { Int(ofBaselinePackages[index]) }

    /// By path; then, where each build has one more of a name, those two: a package manager's store has the version in the
    /// path.
    private mutating func pairPackages(
        _ current: [ComparedBuild.Package], _ baseline: [ComparedBuild.Package]
    ) -> (current: [Int32], baseline: [Int32]) {
        let byPath = Dictionary(baseline.enumerated().map { (Array($1.path.utf8), $0) }) { first, _ in first }
        packages = current.indices.map { Package(current: $0, baseline: byPath[Array(current[$0].path.utf8)]) }
        let paired = Set(packages.compactMap(\.baseline))
        let rest = Dictionary(grouping: baseline.indices.filter { !paired.contains($0) }) {
            Array(baseline[$0].name.utf8)
        }
        let new = Dictionary(grouping: packages.indices.filter { packages[$0].baseline == nil }) {
            Array(current[$0].name.utf8)
        }
        for (name, added) in new {
            guard added.count == 1, let removed = rest[name], removed.count == 1 else { continue }
            packages[added[0]].baseline = removed[0]
        }
        var ofBaseline = [Int32](repeating: -1, count: baseline.count)
        for (index, package) in packages.enumerated() { package.baseline.map { ofBaseline[$0] = Int32(index) } }
        for index in baseline.indices where ofBaseline[index] < 0 {
            ofBaseline[index] = Int32(packages.count)
            packages.append(Package(current: nil, baseline: index))
        }
        return (current.indices.map(Int32.init), ofBaseline)
    }

    private mutating func number(_ build: ComparedBuild, _ packages: [Int32]) -> [Int32] {
        var known = [NamePool.Name?](repeating: nil, count: build.names.count)
        return build.leaves.map { leaf in
            let own = Int(leaf.path.index)
            let path = known[own] ?? build.names.withBytes(of: leaf.path) { names.intern($0) }
            known[own] = path
            let package = leaf.package < 0 ? -1 : packages[Int(leaf.package)]
            let key = UInt64(UInt32(bitPattern: package)) << 32 | UInt64(path.index)
            if let number = numbers[key] { return number }
            let number = Int32(modules.count)
            modules.append(Module(package: package, path: path))
            numbers[key] = number
            return number
        }
    }
}
