import BundleAnalysis
import Localization

/// The findings of a report, the most serious first.
struct Findings: Sendable {
    /// How many are told; GitHub shows no more.
    static let limit = 5_000

    let all: [Finding]

    init(_ report: ChangeReport) {
        let found = Self.budgets(report) + Self.duplicates(report) + Self.audits(report) + Self.added(report)
        let sorted = found.enumerated().sorted { one, other in
            (one.element.level.rawValue, one.offset) < (other.element.level.rawValue, other.offset)
        }.map(\.element)
        all = Self.toldApart(Array(sorted.prefix(Self.limit)))
    }

    /// The same fingerprint twice would be one finding.
    private static func toldApart(_ findings: [Finding]) -> [Finding] {
        var counts: [String: Int] = [:]
        return findings.map { finding in
            let count = counts[finding.fingerprint, default: 0]
            counts[finding.fingerprint] = count + 1
            guard count > 0 else { return finding }
            var finding = finding
            finding.fingerprint = Fingerprint.of(finding.rule, [finding.fingerprint, "\(count)"])
            return finding
        }
    }

    // MARK: Budgets

    private static func budgets(_ report: ChangeReport) -> [Finding] {
        report.exceededBudgets.map { budget in
            Finding(
                rule: .budget, level: .error, message: budget.text, place: place(of: budget, report),
                fingerprint: Fingerprint.of(.budget, [budget.name, budget.subject]))
        }
    }

    /// The import that brought most of what the budget is on, else a file of the entry point, else the budgets themselves.
    private static func place(of budget: BudgetResult, _ report: ChangeReport) -> Finding.Place {
        func grown(_ causes: [ChangeCause]) -> Finding.Place? {
            causes.lazy.filter { $0.change.raw > 0 }.compactMap { $0.importedBy.map(Finding.Place.init) }.first
        }
        if let entryPoint = report.entryPoints.first(where: { $0.name == budget.subject }) {
            return grown(entryPoint.causes) ?? Finding.Place(entryPoint.file)
        }
        return grown(report.causes.filter { $0.name == budget.subject }) ?? grown(report.causes)
            ?? report.entryPoints.first.map { Finding.Place($0.file) } ?? Finding.Place(budgetsFile)
    }

    private static let budgetsFile = "perfsee-budgets.yaml"

    // MARK: Duplicates and audits

    private static func duplicates(_ report: ChangeReport) -> [Finding] {
        report.duplicates.map { duplicate in
            // Whoever asks for the copy that should go; in the repository, if it is the project's own code.
            let importers = (duplicate.copies.dropFirst() + duplicate.copies.prefix(1)).flatMap(\.importers)
            let importer = importers.first { !$0.module.contains("node_modules/") } ?? importers.first
            return Finding(
                rule: .duplicate(duplicate.kind), level: .warning,
                message: FindingText.duplicate(
                    name: duplicate.name, isPackage: duplicate.kind.isOfPackage, wasted: duplicate.wasted.raw,
                    remedy: duplicate.remedy
                ).text,
                place: importer.map(Finding.Place.init) ?? Finding.Place(duplicate.copies.last?.path ?? duplicate.name),
                fingerprint: Fingerprint.of(.duplicate(duplicate.kind), [duplicate.name]))
        }
    }

    private static func audits(_ report: ChangeReport) -> [Finding] {
        let files = Dictionary(report.entryPoints.map { ($0.name, $0.file) }) { first, _ in first }
        return report.auditFindings.map { audit in
            Finding(
                rule: .audit(audit.id), level: audit.rating == .bad ? .warning : .note,
                message: FindingText.audit(audit.id, entryPoint: audit.entryPoint, findings: audit.findings).text,
                place: Finding.Place(files[audit.entryPoint] ?? audit.entryPoint),
                fingerprint: Fingerprint.of(.audit(audit.id), [audit.entryPoint]))
        }
    }

    // MARK: What is new

    /// What the first entry point that has it says of it.
    private static func added(_ report: ChangeReport) -> [Finding] {
        var (found, known) = ([Finding](), Set<String>())
        func add(_ causes: [ChangeCause], entryPoint: String?) {
            for cause in causes where cause.state == .added && cause.change.raw > 0 {
                guard let place = cause.importedBy else { continue }
                let fingerprint = Fingerprint.of(.added, [cause.kind.rawValue, cause.path ?? cause.name])
                guard known.insert(fingerprint).inserted else { continue }
                found.append(
                    Finding(
                        rule: .added, level: .note,
                        message: FindingText.added(
                            name: cause.name, isPackage: cause.kind == .package, version: cause.version,
                            raw: cause.change.raw, entryPoint: entryPoint
                        ).text,
                        place: Finding.Place(place), fingerprint: fingerprint))
            }
        }
        for entryPoint in report.entryPoints { add(entryPoint.causes, entryPoint: entryPoint.name) }
        add(report.causes, entryPoint: nil)
        return found
    }
}
