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
        #expect(Set(WebhookState.samples.map(\.text)).count == 8)
    }

    @Test("A webhook is called failing from its first failure on, until a success")
    func firstFailure() {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let once = WebhookHealth.good.after(.failed, at: now)
        #expect(WebhookState(disabled: nil, health: once) == .failing)
        #expect(WebhookState(disabled: nil, health: once.after(.taken(), at: now)) == .enabled)
    }

    @Test("A disabled webhook is not called failing, whatever its circuit")
    func decided() {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let throttled = WebhookHealth.good.after(.throttled(until: now + .seconds(60)), at: now)
        let failing = (1...5).reduce(throttled) { health, _ in health.after(.failed, at: now) }
        #expect(WebhookState(disabled: nil, health: .good) == .enabled)
        #expect(WebhookState(disabled: nil, health: throttled) == .paused(.throttled))
        // The later of the two decides.
        #expect(WebhookState(disabled: nil, health: failing) == .paused(.throttled))
        let open = (1...5).reduce(WebhookHealth.good) { health, _ in health.after(.failed, at: now) }
        #expect(WebhookState(disabled: nil, health: open) == .paused(.failing))
        #expect(WebhookState(disabled: .gone, health: failing) == .disabled(.gone))
    }
}

extension WebhookState: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .enabled
        case .enabled: .failing
        case .failing: .paused(.failing)
        case .paused(.failing): .paused(.throttled)
        case .paused(.throttled): .paused(nil)
        case .paused(nil): .disabled(.manual)
        case .disabled(.manual): .disabled(.gone)
        case .disabled(.gone): .disabled(.failing)
        case .disabled(.failing): nil
        }
    }
}
