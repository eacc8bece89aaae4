import BundleAnalysis
import Localization
import Testing

@Suite("Texts of audits")
struct AuditTextTests {
    @Test("Every audit has a title and a description in both languages, and no two are the same")
    func audits() {
        for audit in AuditID.allCases {
            expectText(of: audit)
            expectText(of: AuditDescription(audit))
            #expect(AuditTexts(id: audit.rawValue)?.title == audit.text)
            #expect(AuditTexts(id: audit.rawValue)?.description == AuditDescription(audit).text)
        }
        #expect(Set(AuditID.allCases.map(\.text)).count == AuditID.allCases.count)
        #expect(AuditTexts(id: "an-audit-of-tomorrow") == nil)
    }

    @Test("Every column and cell of a report reads in both languages")
    func cells() {
        for column in AuditColumn.allCases { expectText(of: column) }
        let saving = CompressionSaving(bytes: 1_228, percent: 50)
        expectText(of: saving)
        let wording = LocalizedReportWording(.english)
        #expect(wording.text(of: saving) == "1.23 kB (save: 50%)")
        expectText(of: MoreFindings(2))
        #expect(wording.text(ofMore: 2) == "and 2 more...")
        for isUndeclared in [true, false] {
            let module = UnusedExports(module: ShownName("./a.js"), count: 3, isUndeclared: isUndeclared)
            expectText(of: module)
            #expect(wording.text(of: module) == "./a.js (3 unused)" + (isUndeclared ? " (\"sideEffect\" unset)" : ""))
        }
        for advice in LibraryAdvice.allCases { expectText(of: advice) }
        #expect(Set(LibraryAdvice.allCases.map(\.text)).count == LibraryAdvice.allCases.count)
    }

    @Test("A warning of an audit says what it is about, its value and its limit")
    func warnings() {
        func text(_ isRelative: Bool) -> LocalizedText {
            AuditWarning(
                entryPoint: ShownName("main"), audit: .mixContentAssets, value: 0.43067, limit: 0.5,
                isRelative: isRelative
            ).text
        }
        let title = "Keep your own code and libraries in separate files"
        #expect(text(false).en == "\(title): 0.43 for `main`, less than 0.50.")
        #expect(text(true).en.hasSuffix(": 0.43 for `main`, worse than the baseline allows (0.50)."))
        #expect(text(true).zh != text(false).zh)
    }
}
