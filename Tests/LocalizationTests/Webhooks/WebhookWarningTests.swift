import Domain
import Localization
import Testing

@Suite("Warnings about a webhook")
struct WebhookWarningTests {
    @Test("Each reads well in both languages, and says what was probably meant if that is known")
    func texts() {
        for message in WebhookWarning.samples { expectText(of: message) }
        let texts = WebhookWarning.samples.map(\.text)
        #expect(texts.allSatisfy { $0.en.contains("`deploy:doen`") && $0.zh.contains("`deploy:doen`") })
        #expect(texts[0].en.hasSuffix("so far. Did you mean `deploy:done`?"))
        #expect(texts[0].zh.hasSuffix("。是否应为 `deploy:done`？"))
        #expect(texts[1].en.hasSuffix("so far.") && texts[1].zh.hasSuffix("。"))
    }
}

extension WebhookWarning: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .unknownEventType(UnknownItem(item: "deploy:doen", suggestion: "deploy:done"), in: .project)
        case .unknownEventType(_, in: .project):
            .unknownEventType(UnknownItem(item: "deploy:doen", suggestion: nil), in: .application)
        case .unknownEventType(_, in: .application): nil
        }
    }
}
