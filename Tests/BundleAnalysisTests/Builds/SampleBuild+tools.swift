@testable import BundleAnalysis

/// What esbuild and Rollup made of `Samples/source`. The numbers are those of esbuild's metafile, of Rollup's
/// `renderedLength`, and of a second decoder of the maps, which cuts the text at every segment and at every line's end.
extension SampleBuild {
    private static let greeting = "node_modules/.pnpm/@tiny+greeting@0.4.0/node_modules/@tiny/greeting/index.js"
    private static let tally = "node_modules/.pnpm/tally@1.2.3/node_modules/tally/index.js"
    private static let packages: [String: String?] = [
        "(Source Code)": nil, "@tiny/greeting": "0.4.0", "tally": "1.2.3",
    ]

    static let esbuild = SampleBuild("esbuild: a metafile and maps", folder: "esbuild")
        .expecting(
            "main-6O2I3HY3.js", .metafile, [greeting: 168, "src/main.js": 245, "(map comment)": 42],
            rest: "(unattributed)"
        )
        .expecting(
            "admin-NNTVRUW3.js", .metafile, ["src/admin.js": 217, "(map comment)": 43], rest: "(unattributed)"
        )
        .expecting("chunk-M4GJAWHA.js", .metafile, [tally: 73, "(map comment)": 43], rest: "(unattributed)")
        .expecting(
            "chunk-V3L7MFNN.js", .metafile, ["src/money.js": 139, "(map comment)": 43], rest: "(unattributed)"
        )
        .expecting(
            "late-JFQOUG2K.js", .metafile, ["src/late.js": 163, "(map comment)": 42], rest: "(unattributed)"
        )
        .expecting(
            "main-IKKCKOIF.css", .metafile, ["src/main.css": 85, "src/colors.css": 41, "(map comment)": 46],
            rest: "(unattributed)"
        )
        .expecting(packages: packages)

    /// The `export` at the end of a file is esbuild's own.
    static let esbuildWithoutStats = SampleBuild("esbuild: maps", folder: "esbuild") { $0 == "meta.json" }
        .expecting(
            "main-6O2I3HY3.js", .map, [greeting: 168, "src/main.js": 245, "(runtime)": 19, "(map comment)": 42],
            rest: "(unattributed)"
        )
        .expecting(
            "admin-NNTVRUW3.js", .map, ["src/admin.js": 218, "(map comment)": 43], rest: "(unattributed)"
        )
        .expecting("chunk-M4GJAWHA.js", .map, [tally: 73, "(runtime)": 16, "(map comment)": 43])
        .expecting("chunk-V3L7MFNN.js", .map, ["src/money.js": 139, "(runtime)": 16, "(map comment)": 43])
        .expecting(
            "late-JFQOUG2K.js", .map, ["src/late.js": 163, "(runtime)": 22, "(map comment)": 42],
            rest: "(unattributed)"
        )
        .expecting(
            "main-IKKCKOIF.css", .map, ["src/main.css": 86, "src/colors.css": 41, "(map comment)": 46]
        )
        .expecting(packages: packages)

    static let rollup = SampleBuild("Rollup: a bundle and maps", folder: "rollup")
        .expectingMappedRollup(in: "shop/")

    static let rollupWithoutMaps = SampleBuild("Rollup: a bundle", folder: "rollup") { $0.hasSuffix(".map") }
        .expecting("main.js", .scaled, ["shop/\(greeting)": 280, "shop/src/main.js": 364], rest: "(unattributed)")
        .expecting("admin.js", .scaled, ["shop/src/admin.js": 276], rest: "(unattributed)")
        .expecting(
            "money-62050eb8.js", .scaled, ["shop/\(tally)": 210, "shop/src/money.js": 279], rest: "(unattributed)"
        )
        .expecting("late-1639e209.js", .scaled, ["shop/src/late.js": 322], rest: "(unattributed)")
        .expecting(packages: packages)

    static let vite = SampleBuild("Vite: a manifest and maps", folder: "rollup") { $0 == "bundle.json" }
        .adding(
            ".vite/manifest.json",
            """
            {"src/main.js": {"file": "main.js", "src": "src/main.js", "isEntry": true,
              "imports": ["_money-62050eb8.js"], "dynamicImports": ["src/late.js"]},
             "src/admin.js": {"file": "admin.js", "src": "src/admin.js", "isEntry": true,
              "imports": ["_money-62050eb8.js"]},
             "_money-62050eb8.js": {"file": "money-62050eb8.js"},
             "src/late.js": {"file": "late-1639e209.js", "src": "src/late.js", "isDynamicEntry": true,
              "imports": ["_money-62050eb8.js"]}}
            """
        )
        .expectingMappedRollup(in: "")

    static let rollupWithoutStats = SampleBuild("Rollup: maps", folder: "rollup") { $0 == "bundle.json" }
        .expectingMappedRollup(in: "")

    static let allOfTools = [esbuild, esbuildWithoutStats, rollup, rollupWithoutMaps, rollupWithoutStats, vite]

    /// What is after a module's last line is nobody's: `export`, and the lines between modules.
    private func expectingMappedRollup(in folder: String) -> SampleBuild {
        expecting(
            "main.js", .map,
            [folder + Self.greeting: 281, folder + "src/main.js": 365, "(map comment)": 33],
            rest: "(unattributed)"
        )
        .expecting(
            "admin.js", .map, [folder + "src/admin.js": 277, "(map comment)": 34], rest: "(unattributed)"
        )
        .expecting(
            "money-62050eb8.js", .map,
            [folder + Self.tally: 211, folder + "src/money.js": 280, "(map comment)": 43],
            rest: "(unattributed)"
        )
        .expecting(
            "late-1639e209.js", .map, [folder + "src/late.js": 323, "(map comment)": 42],
            rest: "(unattributed)"
        )
        .expecting(packages: Self.packages)
    }
}
