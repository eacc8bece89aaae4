import Domain

extension EgressRefusal {
    /// For the operator's log: the address, and the least that would have to be allowed.
    /// - Parameter others: how many other addresses of the same name are refused as well.
    func line(on host: WebhookURL.Host, others: Int) -> String {
        let more = others > 0 ? ", and \(others) more that are closed" : ""
        switch self {
        case .lowPort(let port):
            return "Nothing is sent to `\(host)`: port \(port) is below 1024. `--allow-port \(port)` would allow it."
        case .servicePort(let port, let service):
            return "Nothing is sent to `\(host)`: port \(port) is known for \(service). "
                + "`--allow-port \(port)` would allow it."
        case .denied(let address, let network):
            return
                "Nothing is sent to `\(host)`. It resolves to \(address)\(more): `--deny-network \(network)` closes it."
        case .notPublic(let address, let kind, let network):
            let single = CIDR(containing: address, prefix: address.width)
            let range = network == single ? "" : ", \(network)"
            return "Nothing is sent to `\(host)`. It resolves to \(address) (\(kind.rawValue)\(range))\(more). "
                + "`--allow-network \(single)` would allow that address."
        }
    }
}
