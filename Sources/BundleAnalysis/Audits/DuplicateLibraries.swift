import Foundation

/// Libraries that are in the build from more than one place, and libraries that do the same.
struct DuplicateLibraries: Audit {
    /// How many are a warning; more are bad.
    static let tolerated = 4.0

    let weight = 20.0

    func evaluate(_ entryPoint: AuditedEntryPoint) -> Verdict? {
        let found = Self.duplicates(entryPoint.packages)
        let headings: [AuditResult.Detail.Heading] = [
            .name, .init(column: .versions, itemType: .list), .init(column: .refs, itemType: .trace),
        ]
        return Verdict(
            score: Verdict.category(found.count, warnUpTo: Self.tolerated),
            detail: .table(headings, found.map(Self.row)),
            value: .count(found.count, absolute: 0.4))
    }

    /// The packages by what they are, in the order in which each kind was first met.
    private static func duplicates(_ packages: [AuditedPackage]) -> [(name: String, packages: [AuditedPackage])] {
        var (found, indices) = ([(name: String, packages: [AuditedPackage])](), [[UInt8]: Int]())
        for package in packages where package.name.isLibrary {
            let name = purpose[package.name.name] ?? package.name.name
            if let index = indices[Array(name.utf8)] {
                found[index].packages.append(package)
            } else {
                indices[Array(name.utf8)] = found.count
                found.append((name, [package]))
            }
        }
        return found.filter { $0.packages.count > 1 }
    }

    /// What libraries with the same purpose are called together.
    private static let purpose = [
        "moment": "date", "dayjs": "date", "date-fns": "date", "js-joda": "date",
        "lodash-es": "lodash",
        "echarts": "charts", "bizcharts": "charts", "highcharts": "charts",
    ]

    private static func row(_ name: String, _ packages: [AuditedPackage]) -> [AuditColumn: AuditResult.Value] {
        let versions = packages.map { package in
            AuditResult.Value.text(package.version.map { "\(package.name.path)@\($0)" } ?? package.name.path)
        }
        return [.name: .text(name), .versions: .list(versions), .refs: .list(packages.map { .ref($0.ref) })]
    }
}

extension AuditResult.NumericScore {
    /// Of a number of findings: the first ones count the most.
    static func count(_ findings: Int, absolute: Double) -> Self {
        Self(value: 1 / log2(Double(findings) + 2), absoluteWarningThrottle: absolute, relativeWarningThrottle: 0)
    }
}
