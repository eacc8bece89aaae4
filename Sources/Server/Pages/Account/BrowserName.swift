/// What a browser and its system are called, from what it says about itself (`User-Agent`): enough for its owner to
/// recognize it.
struct BrowserName: Hashable, Sendable {
    var browser: String
    /// Nil if unknown.
    var system: String?

    /// Nil if it is none of the usual ones. Most claim to be others as well, so the first that matches counts.
    init?(of description: String) {
        let named = { (names: [(String, String)]) in names.first { description.contains($0.0) }?.1 }
        guard let browser = named(Self.browsers) else { return nil }
        self.browser = browser
        system = named(Self.systems)
    }

    func text(_ strings: Strings) -> String {
        guard let system else { return browser }
        return strings("browser-on-system", ["browser": browser, "system": system])
    }

    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"), ("curl/", "curl"),
    ]

    private static let systems = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
        ("Mac OS X", "macOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ]
}
