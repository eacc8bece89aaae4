/// Accounts for the change of a size: of an entry point, of its initial files, of the whole build.
struct ChangeAccounting {
    private let current: ComparedBuild
    private let baseline: ComparedBuild
    private let modules: JointModules
    private let pairs: [AssetPairing.Pair]
    private let changes: AssetChanges
    private let presence: Presence
    private let importPlace: (ImportedItem) -> ImportPlace?
    /// The pair of each asset.
    private let ofCurrent: [Int]
    private let ofBaseline: [Int]
    /// By module; all untouched between two accounts.
    private var tallies: [ModuleTally]
    private var touched: [Int] = []
    private var isTouched: [Bool]
    private var visits: Int

    init(
        _ current: ComparedBuild, _ baseline: ComparedBuild, _ modules: JointModules, _ pairs: [AssetPairing.Pair],
        visits: Int, importPlace: @escaping (ImportedItem) -> ImportPlace?
    ) {
        (self.current, self.baseline, self.modules, self.pairs) = (current, baseline, modules, pairs)
        changes = AssetChanges(current, baseline, modules, pairs)
        presence = Presence(current, baseline, modules)
        self.importPlace = importPlace
        var (ones, others) = (current.report.assets.map { _ in -1 }, baseline.report.assets.map { _ in -1 })
        for (index, pair) in pairs.enumerated() {
            pair.current.map { ones[$0] = index }
            pair.baseline.map { others[$0] = index }
        }
        (ofCurrent, ofBaseline) = (ones, others)
        tallies = [ModuleTally](repeating: ModuleTally(), count: modules.modules.count)
        isTouched = [Bool](repeating: false, count: modules.modules.count)
        self.visits = visits
    }

    /// - Parameters:
    ///   - ones: assets of the current build, each once.
    ///   - others: assets of the baseline.
    mutating func account(_ ones: [Int], _ others: [Int]) -> ChangeAccount {
        let change = SizeChange(from: baseline.size(of: others), to: current.size(of: ones))
        var account = ChangeAccount(change: change, other: change)
        let scope = Scope(current: Set(ones), baseline: Set(others))
        var assets: [ChangeCause] = []
        for index in scope.pairs(ones, others, ofCurrent, ofBaseline) {
            let pair = scope.part(of: pairs[index])
            guard visits >= 0 else { break }
            if let cause = assetCause(pair) { assets.append(cause) }
            note(pair, index)
        }
        guard visits >= 0 else {
            account.skipped = true
            clear()
            return account
        }
        total(&account)
        let found = assets + causes(scope)
        account.causes = Array(found.filter { $0.change.raw != 0 }.sorted(by: Self.isLarger))
            .prefix(ComparisonLimits.causes).map { named($0, scope) }
        account.other = account.causes.reduce(change) { $0 + -$1.change }
        clear()
        return account
    }

    private mutating func note(_ pair: AssetPairing.Pair, _ index: Int) {
        let found: [AssetChanges.Change]
        switch (pair.current, pair.baseline) {
        case (.some, .some): found = changes.of(pair: index)
        case (let one?, nil): found = changes.additions(one)
        case (nil, let other?): found = changes.removals(other)
        case (nil, nil): found = []
        }
        visits -= found.count
        for change in found {
            let module = Int(change.module)
            tallies[module].add(change)
            if !isTouched[module] {
                isTouched[module] = true
                touched.append(module)
            }
        }
    }

    private mutating func clear() {
        for module in touched {
            tallies[module] = ModuleTally()
            isTouched[module] = false
        }
        touched = []
    }

    private func total(_ account: inout ChangeAccount) {
        func add(_ size: SizeChange, to total: inout ChangeAccount.Total) {
            total.modules += 1
            total.size = total.size + size
        }
        for module in touched {
            let (total, moved) = (tallies[module], tallies[module].moved)
            if moved.raw > 0 {
                add(SizeChange(raw: moved.raw, gzip: moved.gzip, brotli: moved.brotli), to: &account.moved)
            }
            if total.change.raw > 0 { add(total.change, to: &account.grown) }
            if total.change.raw < 0 { add(total.change, to: &account.shrunk) }
        }
    }

    // MARK: Causes

    /// A file without modules, such as an image, is a cause of its own.
    private func assetCause(_ pair: AssetPairing.Pair) -> ChangeCause? {
        let (one, other) = (pair.current, pair.baseline)
        guard one.map({ presence.hasModules(current: $0) }) != true,
            other.map({ presence.hasModules(baseline: $0) }) != true
        else { return nil }
        let change = SizeChange(
            from: other.map { baseline.report.assets[$0].size } ?? .zero,
            to: one.map { current.report.assets[$0].size } ?? .zero)
        // The shares of others say nothing without these.
        guard change.gzip != nil, change.brotli != nil else { return nil }
        let name = one.map { current.report.assets[$0].name } ?? other.map { baseline.report.assets[$0].name } ?? ""
        return ChangeCause(
            kind: .asset, name: name, state: other == nil ? .added : one == nil ? .removed : .changed, change: change)
    }

    /// By package, and by module of the project's own code. What has as many raw bytes as before is none.
    private func causes(_ scope: Scope) -> [ChangeCause] {
        var (ofPackages, causes) = ([Int: SizeChange](), [ChangeCause]())
        for module in touched where tallies[module].change.raw != 0 {
            let package = Int(modules.modules[module].package)
            if isSourceCode(package) {
                let path = modules.names[modules.modules[module].path]
                causes.append(
                    ChangeCause(
                        kind: .module, name: path, state: presence.state(ofModule: module, scope),
                        change: tallies[module].change))
            } else {
                ofPackages[package] = (ofPackages[package] ?? .zero) + tallies[module].change
            }
        }
        return causes + ofPackages.map { cause(ofPackage: $0.key, $0.value, scope) }
    }

    private func isSourceCode(_ package: Int) -> Bool {
        let joint = modules.packages[package]
        if let one = joint.current { return current.packages[one].isSourceCode }
        return joint.baseline.map { baseline.packages[$0].isSourceCode } ?? false
    }

    private func cause(ofPackage package: Int, _ change: SizeChange, _ scope: Scope) -> ChangeCause {
        let one = modules.packages[package].current.map { current.packages[$0] }
        let other = modules.packages[package].baseline.map { baseline.packages[$0] }
        return ChangeCause(
            kind: .package, name: (one ?? other)?.name ?? "", path: (one ?? other)?.path, version: one?.version,
            baselineVersion: other?.version, state: presence.state(ofPackage: package, scope), change: change)
    }

    /// What takes long to find out, for those that are told.
    private func named(_ cause: ChangeCause, _ scope: Scope) -> ChangeCause {
        guard cause.state == .added else { return cause }
        var cause = cause
        switch cause.kind {
        case .package:
            let path = cause.path ?? ""
            if presence.hasOther(cause.name, than: path, scope) { cause.anotherCopy = true }
            cause.importedBy = importPlace(.package(path: path))
        case .module: cause.importedBy = importPlace(.module(path: cause.name))
        case .asset: break
        }
        return cause
    }

    /// In a fixed order among equals.
    private static func isLarger(_ one: ChangeCause, _ other: ChangeCause) -> Bool {
        let (size, otherSize) = (one.change.raw.magnitude, other.change.raw.magnitude)
        if size != otherSize { return size > otherSize }
        if one.kind != other.kind { return one.kind.rawValue < other.kind.rawValue }
        let (name, otherName) = (one.path ?? one.name, other.path ?? other.name)
        return name.utf8.lexicographicallyPrecedes(otherName.utf8)
    }
}

/// The assets whose change is accounted for.
struct Scope {
    let current: Set<Int>
    let baseline: Set<Int>

    /// The pairs that any of the assets is in, each once.
    func pairs(_ ones: [Int], _ others: [Int], _ ofCurrent: [Int], _ ofBaseline: [Int]) -> [Int] {
        (ones.map { ofCurrent[$0] } + others.map { ofBaseline[$0] }).distinct()
    }

    /// What of the pair is among the assets.
    func part(of pair: AssetPairing.Pair) -> AssetPairing.Pair {
        AssetPairing.Pair(
            current: pair.current.flatMap { current.contains($0) ? $0 : nil },
            baseline: pair.baseline.flatMap { baseline.contains($0) ? $0 : nil })
    }
}
