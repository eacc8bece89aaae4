/// In which assets of two builds their modules and packages are.
struct Presence {
    private let current: Places
    private let baseline: Places
    /// The packages of each name that the current build has, by path.
    private let copies: [[UInt8]: [(path: String, package: Int)]]

    private struct Places {
        let modules: Occurrences
        let packages: Occurrences
        let hasModules: [Bool]

        init(_ build: ComparedBuild, _ ofLeaves: [Int32], _ modules: JointModules) {
            func each(_ note: (_ module: Int, _ asset: Int) -> Void) {
                for (asset, leaves) in build.contents.enumerated() {
                    for leaf in leaves { note(Int(ofLeaves[leaf]), asset) }
                }
            }
            self.modules = Occurrences(count: modules.modules.count, each)
            packages = Occurrences(count: modules.packages.count) { note in
                // The leaves of a package are not together in an asset, but each is told once.
                var last = [Int32](repeating: -1, count: modules.packages.count)
                each { module, asset in
                    let package = Int(modules.modules[module].package)
                    guard package >= 0, last[package] != Int32(asset) else { return }
                    last[package] = Int32(asset)
                    note(package, asset)
                }
            }
            hasModules = build.contents.map { $0.contains { build.leaves[$0].package >= 0 } }
        }
    }

    init(_ current: ComparedBuild, _ baseline: ComparedBuild, _ modules: JointModules) {
        self.current = Places(current, modules.ofCurrent, modules)
        self.baseline = Places(baseline, modules.ofBaseline, modules)
        var copies: [[UInt8]: [(path: String, package: Int)]] = [:]
        for (index, package) in modules.packages.enumerated() {
            guard let one = package.current, current.packages[one].isInstalled else { continue }
            let info = current.packages[one]
            copies[Array(info.name.utf8), default: []].append((info.path, index))
        }
        self.copies = copies
    }

    func hasModules(current asset: Int) -> Bool { current.hasModules[asset] }
    func hasModules(baseline asset: Int) -> Bool { baseline.hasModules[asset] }

    func state(ofModule module: Int, _ scope: Scope) -> ChangeCause.State {
        state(current.modules[module], baseline.modules[module], scope)
    }

    func state(ofPackage package: Int, _ scope: Scope) -> ChangeCause.State {
        state(current.packages[package], baseline.packages[package], scope)
    }

    private func state(_ ones: ArraySlice<Int32>, _ others: ArraySlice<Int32>, _ scope: Scope) -> ChangeCause.State {
        guard others.contains(where: { scope.baseline.contains(Int($0)) }) else { return .added }
        return ones.contains { scope.current.contains(Int($0)) } ? .changed : .removed
    }

    /// Whether the current build has a package of the name under another path, too.
    func hasOther(_ name: String, than path: String, _ scope: Scope) -> Bool {
        (copies[Array(name.utf8)] ?? []).contains { copy in
            !copy.path.utf8.elementsEqual(path.utf8)
                && current.packages[copy.package].contains { scope.current.contains(Int($0)) }
        }
    }
}
