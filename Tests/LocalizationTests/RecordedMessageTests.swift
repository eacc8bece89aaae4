import BundleAnalysis
import Domain
import Localization
import Testing

@Suite("Recorded messages")
struct RecordedMessageTests {
    @Test("A failure and a warning are read back in either language as what they were")
    func readBack() throws {
        for failure in ArtifactFailure.all {
            let recorded = try RecordedMessage(failure)
            #expect(recorded.english == failure.text.en)
            for language in Language.allCases {
                let text = recorded.failure(in: language)
                #expect(text.text == failure.text[language] && text.lead == nil, "\(failure)")
            }
        }
        for warning in AnalysisWarning.samples {
            let recorded = try RecordedMessage(warning)
            #expect(recorded.english == warning.text.en)
            #expect(recorded.warning(in: .chinese).text == warning.text.zh)
        }
    }

    @Test(
        "A released code keeps its name and the names of its values",
        arguments: [
            (#"{"build":{"problem":{"archive":{"problem":{"cutOff":{}}}}}}"#, "The archive is incomplete"),
            (
                #"{"build":{"problem":{"archive":{"problem":{"unsupportedMember":{"kind":"link","name":"a"}}}}}}"#,
                "The archive's member `a` is a link."
            ),
            (
                #"{"build":{"problem":{"compression":{"file":{"archive":{}},"problem":{"ratio":{"limit":100}}}}}}"#,
                "The archive decompresses to more than 100 times its size"
            ),
            (#"{"build":{"problem":{"stats":{"problem":{"noChunks":{"file":"s"}}}}}}"#, "The stats in `s` have no"),
            (#"{"analysis":{"problem":{"gaveUp":{"tries":3}}}}"#, "The analysis was tried 3 times"),
        ])
    func stored(coded: String, text: String) {
        let recorded = RecordedMessage(english: "As recorded.", coded: coded)
        #expect(recorded.failure(in: .english).text.hasPrefix(text))
    }

    @Test(
        "What another version recorded is shown in English, and says so on a page in Chinese",
        arguments: [
            nil, #"{"build":{"problem":{"moon":{"phase":"full"}}}}"#, #"{"moon":{}}"#, "{", "",
            #"{"build":{"problem":{"archive":{"problem":{"damaged":{"byte":"x"}}}}}}"#,
        ])
    func otherVersions(coded: String?) {
        let recorded = RecordedMessage(english: "The archive is cut off.", coded: coded)
        for read in [recorded.failure, recorded.warning] {
            #expect(read(.english).text == recorded.english && read(.english).lead == nil)
            #expect(read(.chinese).text == recorded.english)
            #expect(read(.chinese).lead == "（由其他版本以英文记录）")
        }
    }
}
