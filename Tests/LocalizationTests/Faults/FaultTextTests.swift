import Localization
import Testing

@Suite("What is wrong with a field")
struct FaultTextTests {
    @Test("Every case has a text in each language")
    func texts() {
        for message in FaultReason.samples { expectText(of: message) }
        for message in TextFault.samples { expectText(of: message) }
        for message in AccountFault.samples { expectText(of: message) }
        for message in ProjectFault.samples { expectText(of: message) }
        for message in WebhookFault.samples { expectText(of: message) }
        for message in HeaderFault.samples { expectText(of: message) }
        for message in ScheduleFault.samples { expectText(of: message) }
        for message in TokenFault.samples { expectText(of: message) }
        for message in EventFault.samples { expectText(of: message) }
        for message in CauseFault.samples { expectText(of: message) }
        for message in UploadFault.samples { expectText(of: message) }
        for message in IdempotencyKeyFault.samples { expectText(of: message) }
    }

    @Test("A value that a text has is in both languages")
    func values() {
        let range = FaultReason.notBetween(lowest: 1, highest: 30).text
        #expect(range == LocalizedText(en: "must be between 1 and 30", zh: "须在 1 到 30 之间"))
        let length = FaultReason.text(.tooLong(limit: 20, count: 21)).text
        #expect(length.en == "must have at most 20 characters; it has 21" && length.zh.contains("现在有 21 个"))
        #expect(FaultReason.notOneOf(["read", "admin"]).text.zh == "须为以下之一：read、admin")
    }

    @Test("What build plugins show of an upload is what Perfsee's own server says")
    func plugins() {
        #expect(FaultReason.upload(.missing(name: "branch")).text.en == "branch is required, but got undefined")
        #expect(AccessProblem.upload.text.en == "Invalid build uploading token.")
        let project = MissingResource.uploadProject(slug: "shop").text.en
        #expect(project == "Project shop not found. Did you forget to create it?")
    }
}
