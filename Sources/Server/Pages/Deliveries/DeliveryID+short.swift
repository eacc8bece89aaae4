import Domain

extension DeliveryID {
    /// `01a20f79…e496`: the time that it begins with, which ids of one hour share, and the chance that tells them apart.
    var short: String {
        let whole = description
        return "\(whole.prefix(8))…\(whole.suffix(4))"
    }
}
