@testable import BundleAnalysis

/// A webpack build of some modules in one or more files, each with a module table.
struct DuplicateSample {
    struct Module {
        var id: Int
        var name: String
        /// What the function consists of.
        var body: String
        /// More members of the module in the stats.
        var stats = ""
        var files = ["app.js"]
    }

    var modules: [Module]
    /// By the package's path.
    var versions: [String: String] = [:]
    /// The members `sideEffects`, by the package's path.
    var declarations: [String: String] = [:]

    /// Text that no other module has.
    static func text(_ name: String, lines: Int = 12) -> String {
        (0..<lines).map { "t.\(name)\($0)=function(e){return e*\($0)+\"\(name) \($0 * 7919)\"};" }.joined()
    }

    static func function(_ body: String) -> String { "(e,t,n)=>{\(body)}" }

    var fileNames: [String] { Set(modules.flatMap(\.files)).sorted() }

    /// The text of a file, without the functions of the modules that are left out.
    func script(_ file: String, without isLeftOut: (Module) -> Bool = { _ in false }) -> String {
        let entries = modules.filter { $0.files.contains(file) }.map {
            "\($0.id):" + (isLeftOut($0) ? "" : Self.function($0.body))
        }
        let table = entries.joined(separator: ",")
        return "(self.webpackChunkshop=self.webpackChunkshop||[]).push([[\"\(file)\"],{\(table)}]);"
    }

    private var stats: String {
        let names = fileNames
        let chunks = names.enumerated().map { index, file in
            let listed = modules.filter { $0.files.contains(file) }.map { module in
                let size = Self.function(module.body).utf8.count
                return "{\"id\":\(module.id),\"name\":\"\(module.name)\",\"size\":\(size)\(module.stats)}"
            }
            return "{\"id\":\(index),\"initial\":true,\"entry\":true,\"files\":[\"\(file)\"],\"children\":[],"
                + "\"modules\":[\(listed.joined(separator: ","))]}"
        }
        let assets = names.enumerated().map { "{\"name\":\"\($1)\",\"size\":1,\"chunks\":[\($0)]}" }
        let packages = versions.sorted { $0.key < $1.key }.map { path, version in
            let declared = declarations[path].map { ",\"sideEffects\":\($0)" } ?? ""
            return "{\"name\":\"\(path)\",\"version\":\"\(version)\"\(declared)}"
        }
        return "{\"publicPath\":\"/\",\"assets\":[\(assets.joined(separator: ","))],"
            + "\"entrypoints\":{\"app\":{\"chunks\":[\(names.indices.map(String.init).joined(separator: ","))]}},"
            + "\"packageVersions\":[\(packages.joined(separator: ","))],\"chunks\":[\(chunks.joined(separator: ","))]}"
    }

    func analyze(width: Int = 1) async throws -> AnalysisOutcome {
        let files = fileNames.map { ($0, script($0)) } + [("stats.json", stats)]
        let archive = files.flatMap { TarSample.member($0.0, Array($0.1.utf8)) } + TarSample.end
        return try await BundleAnalysisTests.analyze(archive: archive, width: width)
    }

    /// A member `reasons` of stats.
    static func reasons(_ imports: (module: String, type: String, location: String)...) -> String {
        let reasons = imports.map { found in
            "{\"moduleName\":\"\(found.module)\",\"type\":\"\(found.type)\",\"loc\":\"\(found.location)\","
                + "\"userRequest\":\"it\"}"
        }
        return ",\"reasons\":[\(reasons.joined(separator: ","))]"
    }

    static let app = Module(id: 1, name: "./src/app.js", body: text("app"))
}
