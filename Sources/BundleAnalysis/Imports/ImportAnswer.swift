package import Foundation

/// Why a module or package is in a build.
package struct ImportAnswer: Equatable, Sendable {
    package struct Reason: Equatable, Sendable {
        package var match: ImportMatch
        package var chains: [ImportChain]
        /// How many entry points lead there besides those of the chains.
        package var more: Int
        /// Where no entry point leads there: who imports it, as far as that is known.
        package var importers: [ImportPlace]

        package init(match: ImportMatch, chains: [ImportChain], more: Int, importers: [ImportPlace]) {
            (self.match, self.chains) = (match, chains)
            (self.more, self.importers) = (more, importers)
        }
    }

    package enum Result: Equatable, Sendable {
        case reason(Reason)
        case several([ImportMatch], more: Int)
        case nothing(similar: [String])
        /// The stats do not say who imports what, or there are none.
        case unknown
    }

    package var query: String
    package var result: Result
    /// Whether chains may be missing because the build has more modules or imports than are kept.
    package var isCut: Bool

    package init(_ query: String, result: Result, isCut: Bool = false) {
        (self.query, self.result, self.isCut) = (query, result, isCut)
    }

    package init(_ query: String, in chains: ImportChains) {
        self.query = query
        isCut = chains.graph.isCut
        guard chains.graph.hasImports else {
            result = .unknown
            return
        }
        result =
            switch ImportQuery(chains.graph).find(query) {
            case .one(let match): .reason(Self.reason(match, chains))
            case .several(let matches, let more): .several(matches, more: more)
            case .nothing(let similar): .nothing(similar: similar)
            }
    }

    private static func reason(_ match: ImportMatch, _ chains: ImportChains) -> Reason {
        let (found, more) = chains.chains(to: match)
        return Reason(
            match: match, chains: found, more: more, importers: found.isEmpty ? chains.imports(of: match) : [])
    }
}

extension ImportAnswer: Encodable {
    private enum CodingKeys: String, CodingKey {
        case query, status, match, chains, moreChains, importers, matches, moreMatches, similar, isCut = "cut"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(query, forKey: .query)
        if isCut { try container.encode(true, forKey: .isCut) }
        switch result {
        case .reason(let reason):
            try container.encode("found", forKey: .status)
            try container.encode(Match(reason.match), forKey: .match)
            try container.encode(reason.chains, forKey: .chains)
            try container.encode(reason.more, forKey: .moreChains)
            if reason.chains.isEmpty { try container.encode(reason.importers, forKey: .importers) }
        case .several(let matches, let more):
            try container.encode("ambiguous", forKey: .status)
            try container.encode(matches.map(Match.init), forKey: .matches)
            try container.encode(more, forKey: .moreMatches)
        case .nothing(let similar):
            try container.encode("notFound", forKey: .status)
            try container.encode(similar, forKey: .similar)
        case .unknown: try container.encode("importsUnknown", forKey: .status)
        }
    }

    private struct Match: Encodable {
        var type: String
        var name: String?
        var version: String?
        var path: String

        init(_ match: ImportMatch) {
            switch match {
            case .module(let path): (type, self.path) = ("module", path)
            case .package(let name, let version, let path):
                (type, self.name, self.version, self.path) = ("package", name, version, path)
            }
        }
    }
}

extension ImportAnswer {
    /// The answer as JSON; equal answers produce equal bytes.
    package func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}
