/// Turns what the files of a build say of each other into chunks and entry points.
///
/// Every script that something loads is a chunk, with the style sheet of its name and the files that it names, and so is
/// every page. The entry points are the pages that load scripts or style sheets; without any, the modules that no other
/// imports. Scripts and style sheets that are reached from none are one entry point more, with all other files left.
struct FolderChunks {
    /// How many pages become entry points, those nearest to the root first; fewer if there are very many scripts, so that
    /// a report can hold them.
    static let pageLimit = 500

    private(set) var stats = BuildStats(htmlExclusive: true)
    let source: EntrySource?
    private let graph: FolderGraph
    private let sheets: StyleSheetOwners

    init(_ graph: FolderGraph, files: [Members.Member]) {
        self.graph = graph
        let paths = files.map(\.path)
        let pages = Self.pages(graph)
        let roots = pages.isEmpty ? Self.roots(graph, paths) : []
        sheets = StyleSheetOwners(
            sheets: paths, claimed: Set(graph.pages.flatMap(\.files)), owners: graph.nodes.keys.sorted())
        source = !pages.isEmpty ? .pages : roots.isEmpty ? nil : .imports
        add(pages: pages)
        add(roots: roots)
        let used = Set(stats.chunks.flatMap { $0.files ?? [] })
        addRest(paths.filter { !used.contains($0) })
        stats.assets = files.map { BuildStats.Asset(name: $0.path, size: $0.size, hasChunks: true) }
    }

    private static func pages(_ graph: FolderGraph) -> [FolderGraph.Page] {
        func depth(_ page: FolderGraph.Page) -> Int { page.path.utf8.count { $0 == UInt8(ascii: "/") } }
        let pages = graph.pages.filter { !$0.scripts.isEmpty || !$0.files.isEmpty }
        let limit = min(pageLimit, StatsLimits.references / 4 / max(1, graph.nodes.count))
        guard pages.count > limit else { return pages }
        return Array(pages.sorted { (depth($0), $0.path) < (depth($1), $1.path) }.prefix(limit))
    }

    private mutating func add(pages: [FolderGraph.Page]) {
        let initial = reached(from: pages.flatMap(\.scripts), dynamically: false)
        addScripts(reached(from: pages.flatMap(\.scripts), dynamically: true), initial: Set(initial))
        for page in pages {
            let id = "page \(page.path)"
            var chunk = BuildStats.Chunk(id: id, isInitial: true, isEntry: true)
            chunk.files = [page.path] + withReferences(page.files)
            chunk.children = page.scripts
            stats.chunks.append(chunk)
            let name = MemberPath.withoutExtension(page.path)
            stats.entryPoints.append(BuildStats.EntryPoint(name: name, chunks: [id]))
        }
    }

    private mutating func add(roots: [String]) {
        let initial = reached(from: roots, dynamically: false)
        addScripts(reached(from: roots, dynamically: true), initial: Set(initial))
        let short = roots.map { HashedName.plain(MemberPath.basename(of: $0)) }
        let isUnique = Set(short).count == short.count
        for (root, name) in zip(roots, short) {
            let folder = MemberPath.folder(of: root)
            let full = folder.isEmpty ? name : "\(folder)/\(name)"
            stats.entryPoints.append(BuildStats.EntryPoint(name: isUnique ? name : full, chunks: [root]))
        }
        UniqueNames.make(&stats.entryPoints)
    }

    private mutating func addScripts(_ paths: [String], initial: Set<String>) {
        for path in paths {
            guard let node = graph.nodes[path] else { continue }
            var chunk = BuildStats.Chunk(id: path, isInitial: initial.contains(path))
            chunk.files = ([path] + withReferences(sheets.of(path) + node.files)).distinct()
            chunk.children = node.imports + node.dynamicImports
            stats.chunks.append(chunk)
        }
    }

    /// What cannot be told: scripts and style sheets that nothing loads, and with them all else.
    private mutating func addRest(_ files: [String]) {
        let isNeeded = source == nil || files.contains { [.js, .css].contains(AssetType(name: $0)) }
        guard isNeeded, !files.isEmpty else { return }
        var chunk = BuildStats.Chunk(id: FolderStats.entryPoint, isInitial: true, isEntry: true)
        chunk.files = files
        stats.chunks.append(chunk)
        stats.entryPoints.append(BuildStats.EntryPoint(name: FolderStats.entryPoint, chunks: [FolderStats.entryPoint]))
    }

    /// The modules that no other imports, in a build that has imports at all.
    private static func roots(_ graph: FolderGraph, _ paths: [String]) -> [String] {
        let targets = Set(graph.nodes.values.flatMap { $0.imports + $0.dynamicImports })
        guard !targets.isEmpty else { return [] }
        let roots = paths.filter { path in
            guard let node = graph.nodes[path], !targets.contains(path) else { return false }
            return node.isModule || !node.imports.isEmpty || !node.dynamicImports.isEmpty
        }
        return Array(roots.prefix(min(StatsLimits.entryPoints - 1, StatsLimits.references / 4 / graph.nodes.count)))
    }

    private func reached(from scripts: [String], dynamically: Bool) -> [String] {
        var seen: Set<String> = []
        var order: [String] = []
        var open = Array(scripts.reversed())
        while let path = open.popLast() {
            guard let node = graph.nodes[path], seen.insert(path).inserted else { continue }
            order.append(path)
            open += (node.imports + (dynamically ? node.dynamicImports : [])).reversed()
        }
        return order
    }

    /// The files, and what the style sheets among them name.
    private func withReferences(_ files: [String]) -> [String] {
        var seen: Set<String> = []
        var order: [String] = []
        var open = Array(files.reversed())
        while let path = open.popLast() {
            guard seen.insert(path).inserted else { continue }
            order.append(path)
            if AssetType(name: path) == .css { open += (graph.nodes[path]?.files ?? []).reversed() }
        }
        return order
    }
}
