@testable import BundleAnalysis

/// A report whose numbers are all different, and whose names can be any text.
enum ReportSample {
    /// Names that mean something to one format or another. The last ones are not UTF-8 and not text at all.
    static let hostileNames = [
        "a|b", "a\\|b|", "`code`", "a``` `` b", "@everyone", "@babel/core", "</script><img src=x onerror=alert(1)>",
        "[x](http://evil.example) ![y](//evil.example)", "**bold** __init__ #12 GH-12", "www.evil.example",
        "{0} {{1}} %s", "a\u{1B}[2J\u{7}b\u{0}\r\nc\td", "a\u{202E}b\u{2028}c", "]]>&amp;\"'<!--", "x #y \"z\\",
        "\u{FFFE}\u{FFFF}", String(decoding: [0x66, 0xFF, 0xFE, 0x6F] as [UInt8], as: UTF8.self), "",
    ]

    static func report(
        naming name: String = "main", package: String = "lodash", module: String = "src/table.ts"
    ) -> ChangeReport {
        let place = ImportPlace(module: module, specifier: package, kind: .static, line: 3, column: 7)
        let cause = ChangeCause(
            kind: .package, name: package, path: "node_modules/\(package)", version: "4.17.21", state: .added,
            change: SizeChange(raw: 70_123, gzip: 24_456, brotli: 21_789), importedBy: place)
        var shrunk = ChangeCause(
            kind: .module, name: module, state: .changed,
            change: SizeChange(raw: -63_001, gzip: -22_002, brotli: -20_003))
        shrunk.version = nil
        return ChangeReport(
            verdict: ChangeVerdict(
                .changed(
                    ChangeVerdict.Growth(
                        subject: .initialScripts(entryPoint: name), raw: 6_701,
                        reason: .imported(name: package, isPackage: true, by: place), others: 0)),
                exceeded: [name]),
            isCompared: true, score: Compared(current: 65, baseline: 71),
            size: measure(350_123, from: 342_001),
            entryPoints: [
                ChangeReport.EntryPoint(
                    name: name, score: Compared(current: 64, baseline: 70), size: measure(250_321, from: 243_654),
                    initialSize: measure(150_987, from: 144_286), file: "src/main.ts", causes: [cause, shrunk])
            ],
            causes: [cause, shrunk], other: SizeChange(raw: 1_000, gzip: 201, brotli: 102),
            duplicates: [duplicate(package, name, module)], moreDuplicates: 2,
            audits: [
                audit(name, .duplicateLibraries, .bad, findings: 7), audit(name, .largeLibraries, .warn, findings: 1),
                audit(name, .nonMinifiedAssets, .good, findings: 0),
            ],
            budgets: [
                BudgetResult(
                    name: name, subject: name, value: 150_987, limit: 148_000, baseline: 144_286, unit: .bytes,
                    exceeded: true),
                BudgetResult(
                    name: "score of \(name)", subject: "score", value: 65, limit: 60, baseline: nil, unit: .score,
                    exceeded: false),
            ])
    }

    static var unchanged: ChangeReport {
        var report = report()
        report.verdict = ChangeVerdict(.unchanged)
        report.budgets = []
        return report
    }

    /// A size of which compression leaves a third and a quarter.
    static func measure(_ current: Int, from baseline: Int) -> SizeMeasure {
        SizeMeasure(
            current: AssetSize(raw: current, gzip: current / 3, brotli: current / 4),
            baseline: AssetSize(raw: baseline, gzip: baseline / 3, brotli: baseline / 4), isCompared: true)
    }

    private static func audit(
        _ entryPoint: String, _ id: AuditID, _ rating: AuditResult.Score, findings: Int
    ) -> ChangeReport.Audit {
        ChangeReport.Audit(entryPoint: entryPoint, id: id, rating: rating, value: 0.5, findings: findings)
    }

    private static func duplicate(_ package: String, _ name: String, _ module: String) -> Duplicate {
        func copy(_ path: String, _ version: String, _ importers: [ImportPlace]) -> Duplicate.Copy {
            Duplicate.Copy(
                path: path, version: version, size: Size(raw: 9_000, gzip: 3_000, brotli: 2_000), assetRefs: [1],
                importers: importers)
        }
        let old = ImportPlace(module: module, specifier: package, kind: .static, line: 12)
        return Duplicate(
            kind: .versions, name: package,
            copies: [copy("node_modules/\(package)", "2.0.0", []), copy("node_modules/x/\(package)", "1.0.0", [old])],
            wasted: Size(raw: 8_111, gzip: 2_722, brotli: 2_433), saving: nil,
            remedy: .upgrade(package: package, from: ["1.0.0"], to: "2.0.0", requiredBy: [name]))
    }
}
