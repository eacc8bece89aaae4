import Domain
import Localization
import Testing

@Suite("What is not a network or a port")
struct NetworkTextTests {
    @Test("Every case has a text in each language")
    func texts() {
        for message in CIDR.Invalid.samples { expectText(of: message) }
        for message in PortRange.Invalid.samples { expectText(of: message) }
    }
}
