@testable import BundleAnalysis

/// Builds as webpack and rspack write them, in the shapes that their module tables have.
extension SampleBuild {
    /// The text of a module's function, or of what stands for it, and the module's name.
    typealias Part = (text: String, name: String)

    private static let one: Part = (#"(e,t,n)=>{e.exports="module one"+n(22)}"#, "./src/one.js")
    private static let two: Part = (#"function(e){e.exports="the second module"}"#, "./node_modules/two/index.js")
    private static let entry: Part = (#"(()=>{"use strict";console.log("the entry",n(11))})()"#, "./src/app.js")
    private static let runtime: Part = (
        "t={};function n(r){var o=t[r];if(void 0!==o)return o.exports;var i=t[r]={exports:{}};"
            + "return e[r](i,i.exports,n),i.exports}n.r=e=>{};", "webpack/bootstrap"
    )
    private static let script = "(()=>{var e={11:\(one.text),22:\(two.text)},\(runtime.text)\(entry.text)})();"

    private static func stats(_ modules: String, files: String = #""app.js""#) -> String {
        """
        {"publicPath":"/","assets":[{"name":"app.js","size":1,"chunks":[1]}],"entrypoints":{"app":{"chunks":[1]}},
         "packageVersions":[{"name":"node_modules/two","version":"2.0.1"}],
         "chunks":[{"id":1,"initial":true,"entry":true,"files":[\(files)],"children":[],"modules":[\(modules)]}]}
        """
    }

    private static func module(_ id: String, _ part: Part, more: String = "") -> String {
        #"{"id":\#(id),"name":"\#(part.name)","size":\#(part.text.utf8.count)\#(more)}"#
    }

    private static let modules = [module("11", one), module("22", two), module("33", entry)].joined(separator: ",")

    private static func map(_ text: String, _ parts: [Part]) throws -> String {
        try MapSample(text, parts.map { ($0.text, "webpack://shop/\($0.name)") }).json
    }

    private static var webpack: SampleBuild {
        SampleBuild("webpack: a table", [("app.js", script), ("stats.json", stats(modules))])
            .expecting(
                "app.js", .table,
                ["src/one.js": one.text, "node_modules/two/index.js": two.text, "src/app.js": entry.text]
                    .mapValues(\.utf8.count), rest: "(runtime)"
            )
            .expecting(packages: ["(Source Code)": nil, "two": "2.0.1"])
    }

    /// Outside the table, the map gives what follows a module to it, and what is before the first to nobody.
    private static func webpackWithMap() throws -> SampleBuild {
        let head = "(()=>{var e="
        return SampleBuild(
            "webpack: a table and a map",
            [
                ("app.js", script), ("app.js.map", try map(script, [one, two, runtime, entry])),
                ("stats.json", stats(modules)),
            ]
        ).expecting(
            "app.js", .table,
            [
                "src/one.js": one.text.utf8.count, "node_modules/two/index.js": two.text.utf8.count + ",".utf8.count,
                "src/app.js": entry.text.utf8.count + "})();".utf8.count, "(unattributed)": head.utf8.count,
            ], rest: "(runtime)"
        ).expecting(packages: ["(Source Code)": nil, "two": "2.0.1"])
    }

    private static func concatenation() throws -> SampleBuild {
        let (first, second): (Part, Part) = (
            (#"const r="one of two modules";"#, "./src/first.js"),
            (#"const o=r+" and the other one"}"#, "./node_modules/two/second.js")
        )
        let head = "(e,t,n)=>{n.d(t,{x:()=>o});"
        let script =
            #""use strict";(self.webpackChunkshop=self.webpackChunkshop||[]).push([[7],{70:"#
            + head + first.text + second.text + "}]);"
        let inner = [first, second].map { module("null", $0) }.joined(separator: ",")
        let outer: Part = (head + first.text + second.text, "./src/first.js + 1 modules")
        return SampleBuild(
            "webpack: a concatenation and a map",
            [
                ("app.js", script), ("app.js.map", try map(script, [first, second])),
                ("stats.json", stats(module("70", outer, more: #","modules":[\#(inner)]"#))),
            ]
        ).expecting(
            "app.js", .table,
            [
                "src/first.js + 1 modules (concatenated)": head.utf8.count,
                "src/first.js": first.text.utf8.count,
                "node_modules/two/second.js": second.text.utf8.count + "]);".utf8.count,
                "(runtime)": "{70:}".utf8.count,
            ], rest: "(unattributed)"
        ).expecting(packages: ["(Source Code)": nil, "two": "2.0.1"])
    }

    /// Several modules side by side, without a table.
    private static func modules(withMap: Bool) throws -> SampleBuild {
        let (first, second): (Part, Part) = (
            (#"const r="the first module";"#, "./src/first.js"),
            (#"export const o=r+" and another one";"#, "./node_modules/two/second.js")
        )
        let script = first.text + second.text
        let stats = stats([module("11", first), module("22", second)].joined(separator: ","))
        let map = withMap ? [("app.js.map", try map(script, [first, second]))] : []
        return SampleBuild(
            "webpack: ES modules, \(withMap ? "with" : "without") a map",
            [("app.js", script), ("stats.json", stats)] + map
        ).expecting(
            "app.js", withMap ? .map : .scaled,
            ["src/first.js": first.text.utf8.count, "node_modules/two/second.js": second.text.utf8.count]
        ).expecting(packages: ["(Source Code)": nil, "two": "2.0.1"])
    }

    private static var rspack: SampleBuild {
        let (first, second): (Part, Part) = (
            ("function (module, exports, require) {\nmodule.exports = require('two');\n\n}", "./src/first.js"),
            ("function (module) {\n\"use strict\";\nmodule.exports = 'zwölf ⌘';\n\n}", "./node_modules/two/index.js")
        )
        let script =
            "(self['webpackChunkshop'] = self['webpackChunkshop'] || []).push([[\"app\"], {\n"
            + "\"./src/first.js\": (\(first.text)),\n\"./node_modules/two/index.js\": (\(second.text)),\n\n},]);"
        let modules = [first, second].map { module("\"\($0.name)\"", $0) }.joined(separator: ",")
        return SampleBuild("rspack: a table", [("app.js", script), ("stats.json", stats(modules))])
            .expecting(
                "app.js", .table,
                ["src/first.js": first.text.utf8.count, "node_modules/two/index.js": second.text.utf8.count],
                rest: "(runtime)"
            )
            .expecting(packages: ["(Source Code)": nil, "two": "2.0.1"])
    }

    private static func messagePack() throws -> SampleBuild {
        let (plain, packed) = (webpack, try MessagePackSample.packed(stats(modules)))
        var build = SampleBuild("webpack: MessagePack", [("app.js", script)])
        build.files.append(("webpack-stats-1.mp", packed))
        (build.assets, build.packages) = (plain.assets, plain.packages)
        return build
    }

    static func allOfWebpack() throws -> [SampleBuild] {
        [
            webpack, try webpackWithMap(), try concatenation(), try modules(withMap: true), try modules(withMap: false),
            rspack, try messagePack(),
        ]
    }
}
