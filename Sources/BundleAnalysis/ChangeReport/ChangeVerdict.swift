/// What a build changed, in one sentence.
package struct ChangeVerdict: Sendable, Hashable, Codable {
    package enum Change: Sendable, Hashable, Codable {
        /// There is no baseline.
        case first(raw: Int, entryPoints: Int, score: Int)
        /// Sizes and score are those of the baseline.
        case unchanged
        /// So many modules are in other files, but nothing has another size.
        case moved(modules: Int)
        /// The sizes before compression are those of the baseline. Nil if a compressed size is not known.
        case compressed(gzip: Int?, brotli: Int?)
        case scored(from: Int, to: Int)
        case changed(Growth)
    }

    /// A size that is another than the baseline's.
    package struct Growth: Sendable, Hashable, Codable {
        package var subject: Subject
        /// Negative if it has shrunk.
        package var raw: Int
        package var reason: Reason?
        /// How many other entry points changed.
        package var others: Int

        package init(subject: Subject, raw: Int, reason: Reason?, others: Int) {
            (self.subject, self.raw, self.reason, self.others) = (subject, raw, reason, others)
        }
    }

    package enum Subject: Sendable, Hashable, Codable {
        case initialScripts(entryPoint: String)
        case initialFiles(entryPoint: String)
        case files(entryPoint: String)
        case build
    }

    package enum Reason: Sendable, Hashable, Codable {
        case newEntryPoint
        case removedEntryPoint
        /// A package, or a module of the project's own, is new.
        case imported(name: String, isPackage: Bool, by: ImportPlace)
        case added(name: String, isPackage: Bool)
        case removed(name: String, isPackage: Bool)
        case version(package: String, from: String, to: String)
        case changed(name: String, isPackage: Bool)
    }

    package var change: Change
    /// The names of the budgets that are exceeded.
    package var exceeded: [String]

    package init(_ change: Change, exceeded: [String] = []) {
        (self.change, self.exceeded) = (change, exceeded)
    }

    /// Whether there is nothing to tell besides that.
    package var isUnchanged: Bool { change == .unchanged && exceeded.isEmpty }
}

extension ChangeVerdict {
    init(_ build: ReportedBuild, _ diff: BuildDiff?, _ budgets: [BudgetResult]) {
        exceeded = budgets.filter(\.exceeded).map(\.name)
        change =
            diff.map(Self.change)
            ?? .first(raw: build.size.raw, entryPoints: build.entryPoints.count, score: build.score)
    }

    /// What a browser waits for first: the initial scripts, then all initial files, then all files.
    static func change(_ diff: BuildDiff) -> Change {
        for measure in Measure.allCases {
            var largest: (entryPoint: EntryPointDiff, raw: Int)?
            for entryPoint in diff.entryPoints {
                let raw = measure.change(of: entryPoint)
                if raw.magnitude > (largest?.raw ?? 0).magnitude { largest = (entryPoint, raw) }
            }
            guard let (entryPoint, raw) = largest else { continue }
            let changed = diff.entryPoints.count { one in Measure.allCases.contains { $0.change(of: one) != 0 } }
            return .changed(
                Growth(
                    subject: measure.subject(entryPoint.name), raw: raw,
                    reason: reason(entryPoint, measure.account(of: entryPoint), raw), others: changed - 1))
        }
        let change = diff.change.change
        if change.raw != 0 {
            return .changed(
                Growth(subject: .build, raw: change.raw, reason: reason(diff.change, change.raw), others: 0))
        }
        if diff.change.moved.modules > 0 { return .moved(modules: diff.change.moved.modules) }
        if change.gzip ?? 0 != 0 || change.brotli ?? 0 != 0 {
            return .compressed(gzip: change.gzip, brotli: change.brotli)
        }
        if let now = diff.score.current, let before = diff.score.baseline, now != before {
            return .scored(from: before, to: now)
        }
        return .unchanged
    }

    private static func reason(_ entryPoint: EntryPointDiff, _ account: ChangeAccount, _ raw: Int) -> Reason? {
        if entryPoint.size.baseline == nil { return .newEntryPoint }
        if entryPoint.size.current == nil { return .removedEntryPoint }
        return reason(account, raw)
    }

    /// The largest cause that goes in the same direction.
    private static func reason(_ account: ChangeAccount, _ raw: Int) -> Reason? {
        guard let cause = account.causes.first(where: { ($0.change.raw > 0) == (raw > 0) }) else { return nil }
        let (name, isPackage) = (cause.name, cause.kind == .package)
        switch cause.state {
        case .added:
            guard let place = cause.importedBy else { return .added(name: name, isPackage: isPackage) }
            return .imported(name: name, isPackage: isPackage, by: place)
        case .removed: return .removed(name: name, isPackage: isPackage)
        case .changed:
            if let before = cause.baselineVersion, let now = cause.version, before != now {
                return .version(package: name, from: before, to: now)
            }
            return .changed(name: name, isPackage: isPackage)
        }
    }
}

/// A size of an entry point that a verdict can be about.
private enum Measure: CaseIterable {
    case initialScripts, initialFiles, files

    func change(of entryPoint: EntryPointDiff) -> Int {
        let sizes =
            switch self {
            case .initialScripts: entryPoint.initialJS
            case .initialFiles: entryPoint.initialSize
            case .files: entryPoint.size
            }
        return (sizes.current?.raw ?? 0) - (sizes.baseline?.raw ?? 0)
    }

    func account(of entryPoint: EntryPointDiff) -> ChangeAccount {
        self == .files ? entryPoint.change : entryPoint.initialChange
    }

    func subject(_ name: String) -> ChangeVerdict.Subject {
        switch self {
        case .initialScripts: .initialScripts(entryPoint: name)
        case .initialFiles: .initialFiles(entryPoint: name)
        case .files: .files(entryPoint: name)
        }
    }
}
