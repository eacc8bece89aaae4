import Domain
import Localization
import Testing

@Suite("The state of a webhook")
struct WebhookStateTests {
    @Test("Every state reads well in both languages, and every state but enabled is explained")
    func texts() {
        for state in WebhookState.samples {
            expectText(of: state)
            #expect((state.explanation == nil) == (state == .enabled))
        }
        #expect(Set(WebhookState.samples.map(\.text)).count == 5)
    }

    @Test("A disabled webhook is not called failing, whatever its circuit")
    func decided() {
        #expect(WebhookState(disabled: nil, isCircuitOpen: false) == .enabled)
        #expect(WebhookState(disabled: nil, isCircuitOpen: true) == .failing)
        #expect(WebhookState(disabled: .gone, isCircuitOpen: true) == .disabled(.gone))
    }
}

extension WebhookState: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .enabled
        case .enabled: .failing
        case .failing: .disabled(.manual)
        case .disabled(.manual): .disabled(.gone)
        case .disabled(.gone): .disabled(.failing)
        case .disabled(.failing): nil
        }
    }
}
