package import Foundation

/// A number of a build that a budget is on. Not of each entry point, but of one.
package struct BudgetMeasure: Sendable, Equatable {
    package let subject: BudgetSubject
    package let coding: BudgetCoding
}

/// What a build has of something.
enum BudgetValue: Equatable, Sendable {
    case known(Double)
    /// The build does not have this entry point.
    case absent
    /// The build's report does not say.
    case unknown
}

/// Measures what budgets are on, in a stored report.
package struct BudgetedBuild: Sendable {
    private let report: StoredReport
    private let size: AssetSize
    /// By the bytes of the name.
    private let entryPoints: [[UInt8]: Int]
    /// By the bytes of the name; shares of the files, which are known or 0.
    private let packages: [[UInt8]: Size]
    private let hasPackages: Bool

    init(_ build: ComparedBuild) {
        report = build.report
        size = build.deliveredSize
        entryPoints = Dictionary(report.entryPoints.enumerated().map { (Array($1.name.utf8), $0) }) { one, _ in one }
        hasPackages = report.assets.isEmpty || report.assets.contains { $0.packages != nil }
        let names = Dictionary(report.packages.map { ($0.ref, Array($0.name.utf8)) }) { one, _ in one }
        var packages: [[UInt8]: Size] = [:]
        for asset in report.assets where !asset.isIntermediate {
            for package in asset.packages ?? [] {
                guard let name = names[package.ref] else { continue }
                packages[name, default: .zero] = packages[name, default: .zero] + package.size
            }
        }
        self.packages = packages
    }

    /// Nil if it is no report.
    package init?(report: Data) {
        guard let build = try? ComparedBuild(report: report, content: nil) else { return nil }
        self.init(build)
    }

    /// Nil if the build does not have it, or its report does not say.
    package func number(of measure: BudgetMeasure) -> Double? { value(of: measure).number }

    var entryPointNames: [String] { report.entryPoints.map(\.name) }

    func value(of measure: BudgetMeasure) -> BudgetValue {
        let coding = measure.coding
        switch measure.subject {
        case .size(.build): return .of(size, coding)
        case .size(let scope): return entryPoint(scope).map { .of($0.size, coding) } ?? .absent
        case .initialSize(let scope): return entryPoint(scope).map { .of($0.initialSize, coding) } ?? .absent
        case .score(.build): return .known(Double(report.score))
        case .score(let scope): return entryPoint(scope).map { .known(Double($0.score)) } ?? .absent
        case .duplicates: return report.duplicates.map { .known(Double($0.reduce(0) { $0 + $1.count })) } ?? .unknown
        case .duplicateBytes:
            return report.duplicates.map { .of(AssetSize(Size.sum($0.map(\.wasted))), coding) } ?? .unknown
        case .package(let name):
            return hasPackages ? .of(AssetSize(packages[Array(name.utf8)] ?? .zero), coding) : .unknown
        case .files(let glob):
            let files = report.assets.filter { !$0.isIntermediate && glob.matches($0.name) }
            return .of(AssetSize.sum(files.map(\.size)), coding)
        case .forbidden(let name, let range): return copies(of: name, range)
        }
    }

    private func entryPoint(_ scope: BudgetSubject.Scope) -> StoredReport.EntryPoint? {
        guard case .entryPoint(let name) = scope else { return nil }
        return entryPoints[Array(name.utf8)].map { report.entryPoints[$0] }
    }

    /// How many copies of a package are of a version in the range. If one is of no known version, and no other is in
    /// the range, that is not known.
    private func copies(of name: String, _ range: SemanticRange?) -> BudgetValue {
        let found = report.packages.filter { $0.name.utf8.elementsEqual(name.utf8) }
        guard let range else { return .known(Double(found.count)) }
        let versions = found.map { $0.version.flatMap(SemanticVersion.init) }
        let count = versions.count { $0.map(range.contains) == true }
        return count == 0 && versions.contains { $0 == nil } ? .unknown : .known(Double(count))
    }
}

extension BudgetValue {
    fileprivate static func of(_ size: AssetSize, _ coding: BudgetCoding) -> BudgetValue {
        let bytes: Int? =
            switch coding {
            case .raw: size.raw
            case .gzip: size.gzip
            case .brotli: size.brotli
            }
        return bytes.map { .known(Double($0)) } ?? .unknown
    }
}
