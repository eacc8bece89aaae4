import Foundation

@testable import BundleAnalysis

/// Small graphs of imports, from stats made for them.
enum ImportSample {
    struct NotStats: Error {}

    static func stats(_ text: String) throws -> BuildStats {
        try stats(Data(text.utf8))
    }

    static func stats(_ text: Data) throws -> BuildStats {
        try text.withUnsafeBytes { bytes in
            guard case .stats(let stats)? = try StatsFormats.read(StatsOutline(bytes)) else { throw NotStats() }
            return stats
        }
    }

    static func chains(_ text: String) throws -> ImportChains { ImportChains(ImportGraph(try stats(text))) }

    /// Stats of webpack with one chunk for each entry point, which are the modules that have a reason `entry`.
    ///
    /// - Parameter modules: JSON objects.
    static func webpack(entries: [String] = ["main"], _ modules: [String], more: String = "") -> String {
        let chunks = entries.enumerated().map { index, name in
            """
            {"id": \(index), "names": ["\(name)"], "initial": true, "files": ["\(name).js"], "children": [],
             "modules": [\(modules.joined(separator: ",\n"))]}
            """
        }
        let points = entries.enumerated().map { #""\#($1)": {"chunks": [\#($0)]}"# }
        return """
            {"publicPath": "", "assets": [], \(more) "chunks": [\(chunks.joined(separator: ", "))],
             "entrypoints": {\(points.joined(separator: ", "))}}
            """
    }

    static func module(_ name: String, _ reasons: [String] = [], more: String = "") -> String {
        #"{"id": "\#(name)", "name": "\#(name)", "size": 1, "reasons": [\#(reasons.joined(separator: ", "))]\#(more)}"#
    }

    static func entry(_ name: String = "main") -> String {
        #"{"moduleName": null, "type": "entry", "loc": "\#(name)", "userRequest": "./\#(name)"}"#
    }

    static func reason(
        _ importer: String, _ type: String = "harmony side effect evaluation", at location: String = "1:0-9",
        _ request: String? = nil, outer: String? = nil
    ) -> String {
        let request = request.map { #""\#($0)""# } ?? "null"
        let outer = outer.map { #", "resolvedModule": "\#($0)""# } ?? ""
        return
            #"{"moduleName": "\#(importer)", "type": "\#(type)", "loc": "\#(location)", "userRequest": \#(request)\#(outer)}"#
    }
}

extension ImportChains {
    /// The paths of the modules of a chain, the last one being what it leads to, by the entry point.
    func paths(to path: String) -> [String: [String]] {
        let found = chains(to: .module(path: path)).chains
        return Dictionary(found.map { ($0.entry, $0.imports.map(\.module) + [$0.module]) }) { first, _ in first }
    }
}
