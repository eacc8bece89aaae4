import Localization
import Signing
import Testing

@Suite("What keys and secrets refuse")
struct SigningTextTests {
    @Test("Every case has a text in each language")
    func texts() {
        for message in InvalidSecret.samples { expectText(of: message) }
        for message in InvalidSealingKey.samples { expectText(of: message) }
        for message in UnsealingError.samples { expectText(of: message) }
    }
}
