import Domain

/// The places for exchanges with one origin, kept for as long as anyone holds one or waits for one.
final class OriginPlaces {
    let origin: WebhookURL.Origin
    var places: Places

    init(_ origin: WebhookURL.Origin, total: Int) {
        self.origin = origin
        places = Places(total: total)
    }
}
