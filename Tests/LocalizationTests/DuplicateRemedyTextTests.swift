import BundleAnalysis
import Localization
import Testing

@Suite("What mends a duplicate, as text")
struct DuplicateRemedyTextTests {
    @Test("Of copies whose versions the stats don't know, no version is named", arguments: [[], ["old"]])
    func withoutVersions(requiredBy: [String]) {
        let remedy = DuplicateRemedy.upgrade(package: "moment", from: [], to: nil, requiredBy: requiredBy)
        #expect(remedy.text.en == "Have the package manager install one version of moment.")
        #expect(remedy.text.zh == "请让包管理器只安装一个版本的 moment。")
    }
}
