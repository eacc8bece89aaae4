/// What a page loads, read with a tolerant scanner that accepts any HTML.
struct HTMLPage: Equatable, Sendable {
    /// How many bytes of a page to scan; what a page loads is near its beginning.
    static let limit = 4 << 20

    /// The `src` of its scripts, in order.
    private(set) var scripts: [String] = []
    /// The `href` of its style sheets, in order.
    private(set) var stylesheets: [String] = []
    /// The `href` of what else links tell the browser to load with the page: modules, scripts, fonts.
    private(set) var preloads: [String] = []
    private(set) var icons: [String] = []
    /// Hosts that a link tells the browser to connect to early.
    private(set) var preconnected: Set<String> = []

    init(_ bytes: [UInt8]) {
        var scanner = TagScanner(bytes)
        while let tag = scanner.next() {
            switch tag.name {
            case "script": if let source = tag.attributes["src"] { scripts.append(source) }
            case "link": note(tag.attributes)
            default: break
            }
        }
    }

    private mutating func note(_ attributes: [String: String]) {
        guard let href = attributes["href"], let rel = attributes["rel"] else { return }
        let relations = rel.lowercased().split(whereSeparator: \.isWhitespace)
        if relations.contains("stylesheet") { stylesheets.append(href) }
        if relations.contains("modulepreload") || relations.contains("preload") { preloads.append(href) }
        if relations.contains(where: { $0.hasSuffix("icon") }) { icons.append(href) }
        if relations.contains("preconnect") || relations.contains("dns-prefetch"), let host = Self.host(of: href) {
            preconnected.insert(host)
        }
    }

    /// The hosts of scripts and style sheets without such a link, in the order of the page.
    var unpreparedHosts: [String] {
        var seen = preconnected
        return (stylesheets + scripts).compactMap(Self.host).filter { seen.insert($0).inserted }
    }

    /// The host of an absolute address, in lowercase; nil for an address on the page's own host.
    static func host(of address: String) -> String? {
        let address = address.trimmingPrefix { $0.isWhitespace }.lowercased()
        guard let start = ["https://", "http://", "//"].first(where: address.hasPrefix) else { return nil }
        let authority = address.dropFirst(start.count).prefix { !"/?#\\".contains($0) && !$0.isWhitespace }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init) ?? ""
        return host.isEmpty ? nil : host
    }
}
