extension Attempt {
    /// What a webhook's owner reads if its host name resolves to no address that this server sends to. It does not say
    /// where the name leads: that is the server's own network, which the owner need not know.
    package static func detail(ofBlockedName name: String) -> String {
        "`\(name)` does not lead to a public address, and this server sends to public ones alone. "
            + "Its log tells an operator which address to allow."
    }

    /// Removes the address from what earlier versions recorded about a blocked name.
    package static func withoutAddress(_ detail: String) -> String {
        let beginning = "The name `", middle = "` leads to "
        guard detail.utf8.starts(with: beginning.utf8) else { return detail }
        let rest = detail.utf8.dropFirst(beginning.utf8.count)
        guard let end = rest.firstIndex(of: UInt8(ascii: "`")), rest[end...].starts(with: middle.utf8) else {
            return detail
        }
        return Self.detail(ofBlockedName: String(decoding: rest[..<end], as: UTF8.self))
    }
}
