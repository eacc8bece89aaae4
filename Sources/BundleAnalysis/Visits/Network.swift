/// A named network, for times that can be compared.
package enum Network: String, Sendable, Codable, CaseIterable {
    case slow3G = "slow-3g"
    case good3G = "good-3g"
    case fourG = "4g"
    case lte
    case wifi
    case cable

    /// Bytes a second.
    package var throughput: Int {
        switch self {
        case .slow3G: 40_000
        case .good3G: 196_608
        case .fourG: 1_524_288
        case .lte: 3_000_000
        case .wifi: 3_932_160
        case .cable: 5_000_000
        }
    }

    /// Milliseconds.
    package var roundTrip: Int {
        switch self {
        case .slow3G: 400
        case .good3G: 150
        case .fourG: 170
        case .lte: 70
        case .wifi: 10
        case .cable: 20
        }
    }

    /// Round trips before the first byte of the page: the name is looked up, the connection opened, and encrypted.
    static let setup = 3

    /// How long a visit takes, in milliseconds: `roundTrip × (3 + depth) + bytes ÷ throughput`.
    ///
    /// - Parameter depth: how many requests one after another, the page itself being the first.
    package func milliseconds(depth: Int, bytes: Int) -> Int {
        roundTrip * (Self.setup + depth) + Rounding.halfUp(Double(bytes) * 1_000 / Double(throughput))
    }
}
