import Domain
import Localization
import Testing

@Suite("The texts of an artifact's status and score")
struct ArtifactTextTests {
    @Test("Every status and every band reads well in both languages")
    func texts() {
        for status in Artifact.Status.allCases {
            expectText(of: status)
            // The API's value is the English text.
            #expect(status.text.en == status.rawValue)
        }
        for band in ScoreBand.allCases { expectText(of: band) }
    }

    @Test(
        "A score's band",
        arguments: [(100, ScoreBand.good), (80, .good), (79, .fair), (60, .fair), (59, .poor), (0, .poor)])
    func bands(_ score: Int, _ band: ScoreBand) {
        #expect(ScoreBand(of: score) == band)
    }
}
