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
        #expect(Set(WebhookState.samples.map(\.text)).count == 6)
    }

    @Test("A disabled webhook is not called failing, whatever its circuit")
    func decided() {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let throttled = WebhookHealth.good.after(.throttled(until: now + .seconds(60)), at: now)
        let failing = (1...5).reduce(throttled) { health, _ in health.after(.failed, at: now) }
        #expect(WebhookState(disabled: nil, health: .good) == .enabled)
        #expect(WebhookState(disabled: nil, health: throttled) == .throttled)
        #expect(WebhookState(disabled: nil, health: failing) == .failing)
        #expect(WebhookState(disabled: .gone, health: failing) == .disabled(.gone))
    }
}

extension WebhookState: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .enabled
        case .enabled: .failing
        case .failing: .throttled
        case .throttled: .disabled(.manual)
        case .disabled(.manual): .disabled(.gone)
        case .disabled(.gone): .disabled(.failing)
        case .disabled(.failing): nil
        }
    }
}
