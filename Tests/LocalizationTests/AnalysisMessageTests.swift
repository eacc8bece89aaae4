import BundleAnalysis
import Localization
import Testing

@Suite("Messages of an analysis")
struct AnalysisMessageTests {
    @Test("Every problem of a build reads in both languages")
    func problems() {
        for failure in ArtifactFailure.all + ArtifactFailure.samples {
            expectText(of: failure)
            #expect(failure.text.en.hasSuffix(".") && failure.text.zh.hasSuffix("。"), "\(failure.text)")
        }
    }

    @Test("Every warning reads in both languages")
    func warnings() {
        let warnings =
            AnalysisWarning.samples + StatsNote.samples.map { .stats(file: ShownName("stats.json"), note: $0) }
            + EntrySource.allCases.map { .entriesWithoutStats(source: $0) }
            + ArtifactFailure.all.compactMap { failure in
                guard case .build(let problem) = failure else { return nil }
                return .unusedStats(problem: problem)
            }
        for warning in warnings { expectText(of: warning) }
        #expect(AnalysisWarning.more(count: 1).text.en == "1 more warning is not listed.")
        #expect(AnalysisWarning.more(count: 2).text.en == "2 more warnings are not listed.")
    }

    @Test("What an analysis is doing reads in both languages")
    func progress() {
        for progress in AnalysisProgress.samples { expectText(of: progress) }
    }

    @Test("A value inside a message has a text of its own")
    func values() {
        for kind in MemberKind.allCases { expectText(of: kind) }
        for form in UnsupportedForm.allCases { expectText(of: form) }
        for syntax in ExpectedSyntax.allCases { expectText(of: syntax) }
        for syntax in FoundSyntax.samples { expectText(of: syntax) }
        for defect in MessagePackDefect.samples { expectText(of: defect) }
        for item in StatsItem.allCases { expectText(of: item) }
        for rule in LeftOut.Rule.allCases { expectText(of: rule) }
        expectText(of: ShownNames(["a"]))
        expectText(of: LeftOut.sample)
    }

    @Test("A sentence about stats says where and what")
    func malformed() {
        let problem = AnalysisProblem.stats(problem: StatsProblem.samples[0])
        #expect(
            problem.text.en == """
                The stats file `stats.json` is invalid at line 3, column 21 (byte 49): expected a key in quotes or `}`, \
                found `x`. Generate it again with the build tool.
                """)
        #expect(
            problem.text.zh
                == "stats 文件 `stats.json` 在第 3 行第 21 列（字节 49）处无效：此处应为：带引号的键或 `}`，实际为：`x`。请用构建工具重新生成。")
    }

    @Test("Names are listed up to a few, and the others counted")
    func names() {
        let names = ShownNames(["a", "b", "c", "d", "e"])
        #expect(names.text == LocalizedText(en: "`a`, `b`, `c` and 2 more", zh: "`a`、`b`、`c`以及另外 2 个"))
        #expect(ShownNames(["a", "b"]).text == LocalizedText(en: "`a`, `b`", zh: "`a`、`b`"))
    }

    @Test("What was left out is one line: how many, and the first names")
    func leftOut() {
        #expect(
            LeftOut.sample.text.en == """
                Left out 1 folder and 6 files: `.git/`, `.env`, `b.txt`, `c.txt`, `d\u{FFFD}.txt` and 2 more. \
                Without stats, only files that a browser loads are included, and no videos.
                """)
    }

    @Test(
        "A limit reads as a whole number of its largest unit, or in bytes",
        arguments: [
            (2 << 30, "2 GiB"), (16 << 20, "16 MiB"), (1 << 40, "1 TiB"), (4_096, "4,096 bytes"), (999, "999 bytes"),
            ((1 << 30) + 1, "1,073,741,825 bytes"), (100_000, "100,000 bytes"),
        ])
    func limits(bytes: Int, text: String) {
        #expect(ArchiveProblem.tooLarge(limit: bytes).text.en.contains("the limit of \(text)."))
    }
}
