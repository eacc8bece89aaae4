import Signing

/// A value that a page puts into its forms so that no other site can submit them: derived from a cookie that only the
/// browser and the server know, and that scripts cannot read.
struct FormKey: Sendable {
    let text: String

    init(of cookie: String) {
        text = Hex.encode(SHA256Digest.of(Array("perfsee form \(cookie)".utf8)))
    }

    func matches(_ sent: String) -> Bool {
        ConstantTime.equal(Array(sent.utf8), Array(text.utf8))
    }
}
