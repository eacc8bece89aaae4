import Domain
import Foundation
import PerfseeSDK

/// Which proxy the environment names for a server, as curl reads it: `https_proxy`, `http_proxy` or `all_proxy`, unless
/// `no_proxy` excludes the host. Each name also counts in upper case.
///
/// This machine is never reached through a proxy, except through that of `PERFSEE_PROXY`, which overrides all others.
struct ProxyEnvironment {
    private let environment: [String: String]

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The proxy to use for a server's URL; nil for none. Throws `CommandFailure` if a proxy's URL cannot be used.
    func proxy(for url: String) throws -> ProxyServer? {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), let host = parts.host
        else { return nil }
        if let asked = value("PERFSEE_PROXY") { return try Self.proxy(asked.text, of: asked.name) }
        let target = Target(host)
        guard !target.isLoopback, !isExcluded(target), let named = proxy(forScheme: scheme) else { return nil }
        return try Self.proxy(named.text, of: named.name)
    }

    private typealias Variable = (name: String, text: String)

    private func proxy(forScheme scheme: String) -> Variable? {
        either("\(scheme)_proxy") ?? either("all_proxy")
    }

    /// Lower case wins. In a CGI program, `HTTP_PROXY` is a header of the request, not the user's setting.
    private func either(_ name: String) -> Variable? {
        let upper = name.uppercased()
        let isHeader = upper == "HTTP_PROXY" && environment["REQUEST_METHOD"] != nil
        return environment[name] != nil ? value(name) : isHeader ? nil : value(upper)
    }

    /// Nil if the variable is not set, or empty.
    private func value(_ name: String) -> Variable? {
        guard let text = environment[name]?.trimmingCharacters(in: .whitespaces), !text.isEmpty else { return nil }
        return (name, text)
    }

    private static func proxy(_ text: String, of name: String) throws -> ProxyServer {
        guard let proxy = ProxyServer(url: text) else {
            // The value is not repeated, because it may hold a password.
            throw CommandFailure("\(name) must be the URL of a proxy, such as http://proxy.example:3128 or socks5://…")
        }
        return proxy
    }

    private func isExcluded(_ target: Target) -> Bool {
        guard let list = either("no_proxy")?.text else { return false }
        return list.split { $0 == "," || $0 == " " }.contains { target.matches(String($0)) }
    }

    /// The server's host, as a name or an address.
    private struct Target {
        let name: String
        let address: IPAddress?

        init(_ host: String) {
            let bare = Self.bare(host)
            name = bare
            address = IPAddress(bare)?.unmapped
        }

        var isLoopback: Bool {
            guard let address else { return name == "localhost" || name.hasSuffix(".localhost") }
            return address.isLoopback
        }

        /// Whether an item of `no_proxy` covers the host: `*`, an address or a range, or a domain with all below it.
        func matches(_ item: String) -> Bool {
            if item == "*" { return true }
            if let address {
                guard let range = try? CIDR(parsing: Self.bare(item)) else { return false }
                return range.contains(address)
            }
            var domain = Self.bare(item)
            if domain.hasPrefix(".") { domain.removeFirst() }
            return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
        }

        /// In lower case, without the brackets of an IPv6 address or the dot at the end of a name.
        private static func bare(_ host: String) -> String {
            var host = host.lowercased()
            if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
            if host.hasSuffix(".") { host.removeLast() }
            return host
        }
    }
}

extension IPAddress {
    fileprivate var isLoopback: Bool {
        switch self {
        case .v4(let bits): bits >> 24 == 127
        case .v6(let bits): bits == 1
        }
    }
}
