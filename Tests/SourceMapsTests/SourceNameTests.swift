import Testing

@testable import SourceMaps

@Suite("Names of sources")
struct SourceNameTests {
    @Test(
        "Files",
        arguments: [
            ("src/a.js", "src/a.js"), ("./src/a.js", "src/a.js"), ("src/./b/../a.js", "src/a.js"),
            ("src//a.js", "src/a.js"),
            ("webpack://app/./src/a.js", "src/a.js"), ("webpack:///./src/a.js?1234", "src/a.js"),
            ("webpack://@scope/app/./src/a.js", "src/a.js"), ("webpack://@scope/app/src/a.js", "src/a.js"),
            ("webpack://app/src/a.js", "src/a.js"), ("webpack:///src/a.js", "src/a.js"),
            ("webpack-internal:///(ssr)/./src/a.tsx", "src/a.tsx"), ("webpack-internal:///./src/a.js", "src/a.js"),
            ("webpack://_N_E/(app-pages-browser)/./src/a.js?ab12", "src/a.js"),
            ("webpack:///./node_modules/@babel/runtime/x.js", "node_modules/@babel/runtime/x.js"),
            ("webpack://a/./node_modules/css-loader/dist/cjs.js??ruleSet[1]!./src/a.css", "src/a.css"),
            ("./a-loader.js!./b-loader.js?x=1!./src/App.vue?vue&type=script", "src/App.vue"),
            ("./src/a.js + 5 modules", "src/a.js"), ("turbopack:///[project]/src/a.js", "src/a.js"),
            ("src\\lib\\a.js", "src/lib/a.js"),
        ])
    func relative(source: String, path: String) {
        let name = SourceName(source)
        #expect(name.kind == .module)
        #expect(name.path == path)
        #expect(name.root == .relative(up: 0))
    }

    @Test(
        "Files above the folder",
        arguments: [
            ("../src/a.ts", 1, "src/a.ts"), ("../../a.ts", 2, "a.ts"), ("a/../../b.ts", 1, "b.ts"),
            ("webpack://app/../lib/a.js", 1, "lib/a.js"), ("webpack:///../lib/a.js", 1, "lib/a.js"),
        ])
    func above(source: String, up: Int, path: String) {
        let name = SourceName(source)
        #expect(name.root == .relative(up: up))
        #expect(name.path == path)
    }

    @Test(
        "Absolute paths",
        arguments: [
            ("/home/x/a.js", "/home/x/a.js"), ("file:///home/x/a%20b.js", "/home/x/a b.js"),
            ("file:///C:/x/a.js", "C:/x/a.js"), ("C:\\x\\..\\a.js", "C:/a.js"), ("webpack:////home/a.js", "/home/a.js"),
            ("/../a.js", "/a.js"), ("https://esm.sh/react@18/x.js?dev", "esm.sh/react@18/x.js"),
        ])
    func absolute(source: String, path: String) {
        let name = SourceName(source)
        #expect(name.kind == .module)
        #expect(name.root == .absolute)
        #expect(name.path == path)
    }

    @Test(
        "What is not a file",
        arguments: [
            ("webpack/bootstrap", SourceName.Kind.runtime, "webpack/bootstrap"),
            (
                "webpack://app/webpack/runtime/define property getters", .runtime,
                "webpack/runtime/define property getters"
            ),
            ("webpack:///webpack/bootstrap 0123abcd", .runtime, "webpack/bootstrap 0123abcd"),
            ("webpack:///(webpack)/buildin/global.js", .runtime, "(webpack)/buildin/global.js"),
            ("webpack://app/webpack/universalModuleDefinition", .runtime, "webpack/universalModuleDefinition"),
            ("<runtime>", .runtime, "<runtime>"), ("\0rolldown/runtime.js", .runtime, "rolldown/runtime.js"),
            ("webpack://app/external \"react-dom\"", .external, "react-dom"),
            ("external commonjs \"fs\"", .external, "fs"), ("webpack://a/external var React", .external, "var React"),
            ("node:fs", .external, "node:fs"),
            ("\0commonjsHelpers.js", .virtual, "commonjsHelpers.js"),
            ("../\0commonjsHelpers.js", .virtual, "commonjsHelpers.js"),
            ("\\0virtual:x", .virtual, "virtual:x"),
            ("\0/home/node_modules/a/index.js?commonjs-proxy", .virtual, "/home/node_modules/a/index.js"),
            ("/_virtual/_rollupPluginBabelHelpers.js", .virtual, "/_virtual/_rollupPluginBabelHelpers.js"),
            ("__vite-browser-external", .virtual, "__vite-browser-external"),
            ("__vite-browser-external:fs", .virtual, "__vite-browser-external:fs"),
            ("webpack:///ignored|/x|fs", .virtual, "ignored|/x|fs"), ("fs (ignored)", .virtual, "fs (ignored)"),
            ("webpack://a/webpack/container/entry/app", .virtual, "webpack/container/entry/app"),
            ("<define:process>", .virtual, "<define:process>"), ("(disabled):crypto", .virtual, "(disabled):crypto"),
            ("data:text/javascript;base64,AAAA", .virtual, "data:text/javascript"),
            ("", .none, ""), ("./", .none, ""), ("?x", .none, ""),
        ])
    func special(source: String, kind: SourceName.Kind, path: String) {
        let name = SourceName(source)
        #expect(name.kind == kind)
        #expect(name.path == path)
    }

    @Test(
        "A source follows its root, unless it is absolute or no file",
        arguments: [
            ("a.js", "src", "src/a.js"), ("a.js", "src/", "src/a.js"), ("../a.js", "src/lib", "src/a.js"),
            ("a.js", "", "a.js"), ("/a.js", "src", "/a.js"), ("webpack:///./a.js", "/src", "a.js"),
            ("./a.js", "webpack:///", "a.js"), ("webpack/bootstrap", "/src", "webpack/bootstrap"),
            ("a.js", "file:///home", "/home/a.js"),
        ])
    func roots(source: String, root: String, path: String) { #expect(SourceName(source, root: root).path == path) }

    @Test("A null source has no name")
    func null() { #expect(SourceName(nil, root: "src").kind == .none) }

    @Test("A long path loses its beginning, at a character")
    func long() {
        let name = SourceName(String(repeating: "é", count: 3000) + "/a.js")
        #expect(name.path.utf8.count <= SourceName.longestPath)
        #expect(name.path.hasSuffix("é/a.js"))
        #expect(!name.path.contains("\u{FFFD}"))
    }
}
