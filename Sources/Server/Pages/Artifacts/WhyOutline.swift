/// The answer to why a module is in a build, as its page reads it.
struct WhyOutline: Decodable, Sendable {
    struct Match: Decodable, Sendable {
        var name: String?
        var version: String?
        var path: String
    }

    struct Place: Decodable, Sendable {
        var module: String
        var line: Int?
        /// `dynamic` for `import()`.
        var kind: String?

        var text: String { line.map { "\(module):\($0)" } ?? module }
    }

    struct Chain: Decodable, Sendable {
        var entry: String
        var module: String
        var imports: [Place]
    }

    /// `found`, `ambiguous`, `notFound` or `importsUnknown`.
    var status: String
    var match: Match?
    var chains: [Chain]?
    var moreChains: Int?
    var importers: [Place]?
    var matches: [Match]?
    var similar: [String]?
}
