import Domain
import Hummingbird

/// The network that times of a visit are shown for: chosen in the address, then remembered by a cookie.
struct VisitNetwork: Sendable {
    static let cookie = "perfsee_network"
    /// By their names in reports, the slowest first.
    static let names = ["slow-3g", "good-3g", "4g", "lte", "wifi", "cable"]
    static let usual = "4g"

    var name: String
    /// Whether the address chose it.
    var isChosen: Bool

    init(_ request: PageRequest) {
        let asked = request.query("network")
        isChosen = Self.names.contains(asked)
        let known = request.http.cookies[Self.cookie]?.value ?? ""
        name = isChosen ? asked : Self.names.contains(known) ? known : Self.usual
    }

    /// Remembers a choice in the visitor's browser.
    func remember(on response: inout Response, _ request: PageRequest) {
        if isChosen { request.set(Self.cookie, name, for: .days(365), on: &response) }
    }
}
