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
        #expect(LocalizedReportWording(.english).text(of: saving) == "1.23 kB (save: 50%)")
    }
}
