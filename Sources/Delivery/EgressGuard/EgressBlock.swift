import Domain

/// Why webhooks may not be sent to an address or port, worded for their owner and for the operator's log.
enum EgressBlock: Hashable, Sendable {
    /// The address is in a special range, or is this machine's own. `range` is the range it belongs to.
    case notPublic(IPAddress, EgressRange.Kind, range: CIDR)
    case denied(IPAddress, by: CIDR)
    /// `of` is the service the port is known for; nil for other ports below 1024.
    case port(Int, of: String?)

    var isOfPort: Bool {
        if case .port = self { true } else { false }
    }

    /// What an attempt says. Does not reveal the addresses of a name. The owner already knows a literal address and a
    /// port.
    func message(toOwnerOf host: TargetURL.Host) -> AttemptMessage {
        switch (self, host) {
        case (.port(let port, let service), _): .blockedPort(port: port, service: service)
        case (_, .name(let name)): .blockedName(name: name)
        case (.notPublic(_, let kind, let range), _):
            .blockedAddress(host: "\(host)", kind: kind, network: "\(range)")
        case (.denied, _): .deniedAddress(host: "\(host)")
        }
    }

    /// What the fault of a URL says. Does not reveal the addresses of a name either.
    func sentence(toOwnerOf host: TargetURL.Host) -> String {
        switch (self, host) {
        case (.port(let port, let service), _): Self.sentence(on: port, service)
        case (_, .name(let name)): Self.sentence(onBlockedName: name)
        case (.notPublic(_, let kind, let range), _): Self.sentence(on: "\(host)", kind, range)
        case (.denied, _): Self.sentence(onDenied: "\(host)")
        }
    }

    /// - Parameter host: as its owner wrote it.
    static func sentence(on host: String, _ kind: EgressRange.Kind, _ range: CIDR) -> String {
        "`\(host)` is \(kind.words), which this server does not send to. "
            + "An operator can allow it with `--allow-network \(range)`."
    }

    private static func sentence(onBlockedName name: String) -> String {
        "`\(name)` does not lead to a public address, and this server sends to public ones alone. "
            + "Its log tells an operator which address to allow."
    }

    private static func sentence(onDenied host: String) -> String {
        "`\(host)` is in a network that an operator has closed to webhooks. "
            + "Choose another address, or ask them to open it."
    }

    private static func sentence(on port: Int, _ service: String?) -> String {
        guard let service else {
            return "Port \(port) is closed to webhooks: this server sends to 80, 443 and from 1024 up. "
                + "An operator can allow it with `--allow-port \(port)`."
        }
        return "Port \(port) is closed to webhooks, because it is known for \(service). Choose another port. "
            + "An operator can allow it with `--allow-port \(port)`."
    }

    /// For the operator: the address, and the least that would have to be allowed.
    /// - Parameter others: how many other addresses of the same name are blocked as well.
    func line(on host: TargetURL.Host, others: Int) -> String {
        let more = others > 0 ? ", and to \(others) more that are closed" : ""
        switch self {
        case .port(let port, let service):
            let what = service.map { "is known for \($0)" } ?? "is below 1024"
            return "Nothing is sent to `\(host)`, because port \(port) \(what). `--allow-port \(port)` would allow it."
        case .denied(let address, let range):
            return "Nothing is sent to `\(host)`. It leads to \(address)\(more): `--deny-network \(range)` closes it."
        case .notPublic(let address, let kind, let range):
            let single = CIDR(containing: address, prefix: address.width)
            let network = range == single ? "" : " (\(range))"
            return "Nothing is sent to `\(host)`. It leads to \(address)\(more), which is \(kind.words)\(network). "
                + "`--allow-network \(single)` would allow that address."
        }
    }
}
