/// A small build with two entry points: `main` loads `lazy` later, both share `shared`.
enum StatsSample {
    static let json = """
        {"publicPath": "/static/",
         "assets": [
          {"name": "main.js", "size": 11, "chunks": [1]},
          {"name": "main.css", "size": 12, "chunks": [1]},
          {"name": "admin.js", "size": 13, "chunks": ["2"]},
          {"name": "shared.js", "size": 14, "chunks": [3]},
          {"name": "lazy.js", "size": 15, "chunks": [4]},
          {"name": "main.js.map", "size": 99, "chunks": []},
          {"name": "unused.js", "size": 16, "chunks": []},
          {"name": "index.html", "size": 17, "chunks": []}],
         "chunks": [
          {"id": 1, "initial": true, "entry": true, "files": ["main.js", "main.css"], "children": [4],
           "modules": [{"name": "./a.js", "modules": [{"name": "./b.js"}]}]},
          {"id": 2, "initial": true, "entry": true, "files": ["admin.js?v=1"], "children": []},
          {"id": 3, "initial": true, "entry": false, "files": ["shared.js"], "children": [4]},
          {"id": 4, "initial": false, "entry": false, "files": ["lazy.js"], "children": [3]}],
         "entrypoints": {"main": {"chunks": [3, 1]}, "admin": {"chunks": [3, 2]}},
         "htmlExclusive": true, "buildTool": "webpack"}
        """

    /// The same with references, as the build plugins write it.
    static let jsonr = """
        {"publicPath"$0:"/static/"$1,"assets"$2:[{"name"$3:"main.js"$4,"size"$5:11,"chunks"$6:[1]},\
        {$3:"main.css"$7,$5:12,$6:[1]},{$3:"admin.js"$8,$5:13,$6:["2"]},{$3:"shared.js"$9,$5:14,$6:[3]},\
        {$3:"lazy.js"$A,$5:15,$6:[4]},{$3:"main.js.map",$5:99,$6:[]},{$3:"unused.js",$5:16,$6:[]},\
        {$3:"index.html",$5:17,$6:[]}],$6:[{"id":1,"initial"$B:t,"entry"$C:t,"files"$D:[$4,$7],\
        "children"$E:[4],"modules"$F:[{$3:"./a.js"$G,$F:[{$3:"./b.js"}]}],"parents":u,"reason":n},\
        {"id":2,$B:t,$C:t,$D:["admin.js?v=1"],$E:[]},{"id":3,$B:t,$C:f,$D:[$9],$E:[4]},\
        {"id":4,$B:f,$C:f,$D:[$A],$E:[3]}],"entrypoints":{"main":{$6:[3,1]},"admin":{$6:[3,2]}},\
        "htmlExclusive":t,"buildTool":"webpack"}
        """

    static let page = """
        <!doctype html><head><link rel=stylesheet href="https://cdn.example.com/a.css">
        <script src="/static/shared.js"></script><script src="/static/main.js?1"></script></head>
        """

    static let map = #"{"version":3,"sources":["webpack://x/./a.js"],"names":[],"mappings":"AAAA"}"#

    static let files: [(path: String, text: String)] = [
        ("main.js", "console.log('main')"), ("main.css", "body { color: red }"), ("admin.js", "console.log('admin')"),
        ("shared.js", "var shared = 1"), ("lazy.js", "var lazy = 2"), ("main.js.map", map), ("index.html", page),
    ]

    /// One of each format, to be broken.
    static let all = [json, jsonr, metafile, configurations, bundle, manifest]

    /// Two configurations, as `webpack` writes them for an array of them.
    static let configurations = """
        {"errors": [], "warnings": [], "children": [
          {"name": "modern", "outputPath": "/x/dist/modern", "publicPath": "/m/",
           "assets": [{"name": "app.js", "size": 10, "chunks": [1]}],
           "chunks": [{"id": 1, "names": ["app"], "initial": true, "entry": true, "files": ["app.js"], "children": []}],
           "entrypoints": {"app": {"chunks": [1]}}, "children": []},
          {"name": "legacy", "outputPath": "/x/dist/legacy", "publicPath": "/l/",
           "assets": [{"name": "app.js", "size": 20, "chunks": [1]}, {"name": "old.js", "size": 30, "chunks": [2]}],
           "chunks": [{"id": 1, "names": ["app"], "initial": true, "entry": true, "files": ["app.js"], "parents": []},
             {"id": 2, "names": ["old"], "initial": false, "entry": false, "files": ["old.js"], "parents": [1]}],
           "entrypoints": {"app": {"chunks": [1]}}}]}
        """

    /// What a plugin of Rollup's `generateBundle` gets.
    static let bundle = """
        {"assets/index-BxW2p0Qa.js": {"fileName": "assets/index-BxW2p0Qa.js", "type": "chunk", "name": "index",
          "isEntry": true, "isDynamicEntry": false, "imports": ["assets/shared-D1xKq0_z.js"],
          "dynamicImports": ["assets/later-CafeBabe.js"], "code": "12345", "modules": {}},
         "assets/shared-D1xKq0_z.js": {"fileName": "assets/shared-D1xKq0_z.js", "type": "chunk", "name": "shared",
          "isEntry": false, "isDynamicEntry": false, "imports": [], "dynamicImports": [], "code": "123"},
         "assets/later-CafeBabe.js": {"fileName": "assets/later-CafeBabe.js", "type": "chunk", "name": "later",
          "isEntry": false, "isDynamicEntry": true, "imports": [], "dynamicImports": [], "code": "1",
          "referencedFiles": ["assets/logo-CxZ81aQw.svg"]},
         "assets/index-D4fGh1Jk.css": {"fileName": "assets/index-D4fGh1Jk.css", "type": "asset", "source": "12"},
         "assets/logo-CxZ81aQw.svg": {"fileName": "assets/logo-CxZ81aQw.svg", "type": "asset",
          "source": {"type": "Buffer", "data": [1, 2, 3, 4]}}}
        """

    static let manifest = """
        {"src/main.ts": {"file": "assets/main-BxW2p0Qa.js", "src": "src/main.ts", "isEntry": true,
          "imports": ["_shared-D1xKq0_z.js"], "dynamicImports": ["src/later.ts"], "css": ["assets/main-D4fGh1Jk.css"]},
         "_shared-D1xKq0_z.js": {"file": "assets/shared-D1xKq0_z.js"},
         "src/later.ts": {"file": "assets/later-CafeBab1.js", "src": "src/later.ts", "isDynamicEntry": true,
          "assets": ["assets/logo-CxZ81aQw.svg"]}}
        """

    static let metafile = """
        {"inputs": {"src/app.js": {"bytes": 1, "imports": []}},
         "outputs": {
          "dist/app.js.map": {"imports": [], "inputs": {}, "bytes": 5},
          "dist/app.js": {"imports": [{"path": "dist/part.js", "kind": "import-statement"},
            {"path": "dist/later.js", "kind": "dynamic-import"}, {"path": "react", "kind": "import-statement",
            "external": true}], "entryPoint": "src/app.js", "cssBundle": "dist/app.css", "bytes": 10},
          "dist/part.js": {"imports": [], "bytes": 20},
          "dist/later.js": {"imports": [], "entryPoint": "src/later.js", "bytes": 30},
          "dist/app.css": {"imports": [], "bytes": 40},
          "dist/img/logo.svg": {"imports": [], "bytes": 50}}}
        """
}
