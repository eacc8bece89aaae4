/// Why a text is not a webhook's URL.
package enum WebhookURLFault: Error, Codable, Hashable, Sendable {
    /// It has more Unicode scalars than that.
    case tooLong(maximum: Int)
    case controlCharacter
    /// It begins with neither `http://` nor `https://`.
    case scheme
    /// There is a user name or a password before the host.
    case userInfo
    case noHost
    /// What is in brackets is not an IPv6 address.
    case notIPv6
    /// Something other than a port or a path follows the brackets.
    case afterBracket
    case hostNotASCII(host: String)
    /// It cannot be turned into the `xn--` form; because of that character, if one alone is to blame.
    case notInternational(host: String, character: String?)
    /// Every reader takes the host for an IPv4 address, which it is not: its last label is a number.
    case notIPv4(host: String)
    case notHostName(host: String)
    /// What follows the host is not a port, 1 to 65535.
    case port
    /// A new URL has a `#` and what follows it, which is never sent.
    case fragment
    /// A new URL has a character that is sent as `encoded`.
    case unencoded(character: String, encoded: String)
    /// A new URL ends with a space.
    case spaceAtEnd
    /// A new URL has a `:` after the host and no port.
    case emptyPort
}
