/// The packages of an entry point in both builds, side by side.
struct PackageComparison {
    private typealias Facts = EntryPointDiff.Package.Facts

    private let joint: JointModules
    private let current: ComparedBuild
    private let baseline: ComparedBuild

    init(_ joint: JointModules, _ current: ComparedBuild, _ baseline: ComparedBuild) {
        (self.joint, self.current, self.baseline) = (joint, current, baseline)
    }

    /// In the order of the current build; then those that were removed.
    func packages(
        _ one: StoredReport.EntryPoint?, _ other: StoredReport.EntryPoint?
    ) -> [EntryPointDiff.Package] {
        let ones = Self.facts(one, current)
        let others = Self.facts(other, baseline)
        let found = ones.keys.map(joint.package(ofCurrent:)) + others.keys.map(joint.package(ofBaseline:))
        return Set(found).sorted().compactMap { index in
            let package = joint.packages[index]
            let facts = package.current.flatMap { ones[$0] }
            let before = package.baseline.flatMap { others[$0] }
            guard facts != nil || before != nil else { return nil }
            let info = package.current.map { current.packages[$0] } ?? package.baseline.map { baseline.packages[$0] }
            return EntryPointDiff.Package(
                name: info?.name ?? "", facts: Compared(current: facts, baseline: before))
        }
    }

    /// Names with several paths in either build, in the order of their bytes.
    func duplicates(
        _ one: StoredReport.EntryPoint?, _ other: StoredReport.EntryPoint?
    ) -> [EntryPointDiff.Duplicate] {
        let ones = one.map { Self.duplicates(of: $0, current) } ?? [:]
        let others = other.map { Self.duplicates(of: $0, baseline) } ?? [:]
        return Set(ones.keys).union(others.keys).sorted { $0.lexicographicallyPrecedes($1) }.map { name in
            EntryPointDiff.Duplicate(
                name: String(decoding: name, as: UTF8.self),
                copies: Compared(current: ones[name], baseline: others[name]))
        }
    }

    /// By the bytes of the name; the copies in the order of their paths.
    static func duplicates(
        of entryPoint: StoredReport.EntryPoint, _ build: ComparedBuild
    ) -> [[UInt8]: [EntryPointDiff.Package.Facts]] {
        let facts = facts(entryPoint, build).filter { build.packages[$0.key].isInstalled }
        let named = Dictionary(grouping: facts) { Array(build.packages[$0.key].name.utf8) }
        return named.filter { $0.value.count > 1 }.mapValues { copies in
            copies.map(\.value).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        }
    }

    /// By the index of the package.
    private static func facts(_ entryPoint: StoredReport.EntryPoint?, _ build: ComparedBuild) -> [Int: Facts] {
        var facts: [Int: Facts] = [:]
        for package in entryPoint?.packages ?? [] {
            guard let index = build.packageIndices[package.ref] else { continue }
            let info = build.report.packages[index]
            facts[index] = Facts(path: info.path, version: info.version, size: package.size)
        }
        return facts
    }
}
