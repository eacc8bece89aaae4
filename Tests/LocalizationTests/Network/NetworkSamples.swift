import Domain
import Localization

extension CIDR.Invalid: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notANetwork("x")
        case .notANetwork: .prefix(of: "10.0.0.0/99", address: .v4(0x0A00_0000))
        case .prefix: .bitsBeyondPrefix(of: "10.0.0.1/8", network: CIDR(containing: .v4(0x0A00_0001), prefix: 8))
        case .bitsBeyondPrefix: nil
        }
    }
}

extension PortRange.Invalid: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notAPort("0")
        case .notAPort: nil
        }
    }
}
