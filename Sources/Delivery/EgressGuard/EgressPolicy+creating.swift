import Domain

extension EgressPolicy {
    /// The verdict on a webhook's URL when it is set. Names are judged when they are sent to, because they may resolve
    /// differently by then; literals and the names of this machine cannot.
    /// - Returns: nil where it may be set; else a sentence that names the flag which would allow it.
    package func refusal(onCreating url: TargetURL) -> String? {
        switch url.host {
        case .address(let address): Self.refusal(verdict(on: address), host: url.host)
        case .name(let name) where Self.isLocalhost(name): refusalOfLocalhost(url.host)
        case .name: nil
        }
    }

    /// Whether the name stands for this machine on every system (RFC 6761), or does so in Debian's `/etc/hosts`.
    static func isLocalhost(_ name: String) -> Bool {
        name == "localhost" || name.hasSuffix(".localhost") || name == "localhost.localdomain"
            || name == "ip6-localhost" || name == "ip6-loopback"
    }

    private func refusalOfLocalhost(_ host: TargetURL.Host) -> String? {
        if isAllowed(.v6(1)) { return nil }
        return Self.refusal(verdict(on: .v4(127 << 24 | 1)), host: host)
    }

    private static func refusal(_ verdict: Verdict, host: TargetURL.Host) -> String? {
        guard case .blocked(let what, let range) = verdict else { return nil }
        return "`\(host)` is \(what), which this server does not send to. "
            + "An operator can allow it with `--allow-network \(range)`."
    }
}
