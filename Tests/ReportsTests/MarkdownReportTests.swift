import BundleAnalysis
import Testing

@testable import Reports

@Suite("Reports in Markdown")
struct MarkdownReportTests {
    @Test("A comment begins with the verdict")
    func verdict() {
        let text = MarkdownReport(ReportSample.report()).text()
        let sentence =
            "The budget `main` is exceeded: +6.7 kB initial JavaScript in `main`, "
            + "because `src/table.ts` imports lodash"
        #expect(text.hasPrefix("**\(sentence)**\n"))
        #expect(text.contains("| `main`, initial | 151 kB (+6.7 kB) | 50.3 kB (+2.23 kB) |"))
        #expect(text.contains("| `lodash` `4.17.21`, new | `src/table.ts:3` | +70.1 kB | +24.5 kB | +21.8 kB |"))
        #expect(text.contains("Upgrade `main`, which requires lodash `1.0.0`, to a version that takes 2.0.0."))
        #expect(text.contains("| ✕ `main` | 151 kB | 148 kB | 144 kB |"))
    }

    @Test("Where nothing changed, it is one line")
    func unchanged() {
        #expect(MarkdownReport(ReportSample.unchanged).text() == "**No change in size or score**\n")
    }

    @Test("A name can't leave its code span or its cell", arguments: ReportSample.hostileNames)
    func hostile(_ name: String) {
        let text = MarkdownReport(ReportSample.report(naming: name, package: name, module: name)).text()
        var columns: Int?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(line)")
            guard line.hasPrefix("|") else {
                columns = nil
                checkText(String(line))
                continue
            }
            let cells = Self.cells(of: line)
            #expect(cells.count == columns ?? cells.count, "\(line)")
            columns = cells.count
            for cell in cells { checkText(cell) }
        }
    }

    /// Outside of code spans there is nothing but the report's own words.
    private func checkText(_ text: String) {
        let parts = text.split(separator: "`", omittingEmptySubsequences: false)
        #expect(parts.count % 2 == 1, "\(text)")
        for (index, part) in parts.enumerated() where index % 2 == 0 {
            for mark in ["@", "<", "[", "//", "www", "_", "GH-", "everyone", "evil"] {
                #expect(!part.contains(mark), "\(text)")
            }
        }
    }

    /// As GitHub splits a row: at pipes that no backslash stands before; a backslash takes the mark after it with it.
    private static func cells(of line: Substring) -> [String] {
        var (cells, isEscaped) = ([""], false)
        for scalar in line.unicodeScalars {
            if scalar == "|", !isEscaped {
                cells.append("")
            } else {
                cells[cells.count - 1].unicodeScalars.append(scalar)
            }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return cells
    }

    @Test("A comment stays below GitHub's limit, and says where it is cut")
    func cut() {
        var report = ReportSample.report()
        report.entryPoints = (0..<5_000).map { index in
            var entryPoint = report.entryPoints[0]
            entryPoint.name = "\(index)" + String(repeating: "界", count: 200)
            return entryPoint
        }
        for limit in [MarkdownReport.limit, 4_000, 1_024] {
            let text = MarkdownReport(report).text(limit: limit)
            #expect(text.utf8.count <= limit && text.utf8.count > limit - 1_024)
            #expect(text.hasPrefix("**The budget"))
            #expect(text.hasSuffix("too long for a comment. `perfsee analyze --html FILE` has all of it.\n"))
        }
        #expect(MarkdownReport.limit < 65_536)
    }

    @Test("Entry points that did not change are counted")
    func unchangedEntryPoints() {
        var report = ReportSample.report()
        var quiet = report.entryPoints[0]
        quiet.name = "quiet"
        quiet.score.baseline = quiet.score.current
        (quiet.size, quiet.initialSize) = (ReportSample.measure(9, from: 9), ReportSample.measure(9, from: 9))
        report.entryPoints.append(quiet)
        let text = MarkdownReport(report).text()
        #expect(text.contains("\n1 entry point did not change.\n"))
        #expect(!text.contains("quiet"))
    }
}
