import Domain

extension DeliveryID {
    /// `01a20f79…e496`: the leading timestamp, which ids of the same hour share, and the random digits that tell them
    /// apart.
    var short: String {
        let whole = description
        return "\(whole.prefix(8))…\(whole.suffix(4))"
    }
}
