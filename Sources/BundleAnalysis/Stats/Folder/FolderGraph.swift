/// Which files of a build without stats load which others, as the files themselves say.
struct FolderGraph {
    /// How much of one file is read, and of all.
    static let fileLimit = 32 << 20
    static let totalLimit = 512 << 20

    struct Node: Equatable {
        var isModule = false
        /// Paths, in the order of the file, each once.
        var imports: [String] = []
        var dynamicImports: [String] = []
        /// Pictures, fonts and the like that the file names, and what a style sheet imports.
        var files: [String] = []
    }

    /// What a page loads.
    struct Page: Equatable {
        let path: String
        var scripts: [String] = []
        var files: [String] = []
    }

    private(set) var nodes: [String: Node] = [:]
    private(set) var pages: [Page] = []

    init(_ members: Members, files: [Members.Member], scanner: any ImportScanner) throws(AnalysisFailure) {
        let addresses = FileAddresses(members)
        let known = Set(files.map(\.path))
        var budget = Self.totalLimit
        for file in files {
            try AnalysisFailure.checkCancellation(.stats)
            let type = AssetType(name: file.path)
            guard type.isCode, file.size <= Self.fileLimit, budget >= file.size else { continue }
            budget -= file.size
            let bytes = try members.head(file, limit: Self.fileLimit)
            switch type {
            case .js: nodes[file.path] = Self.script(bytes, file.path, addresses, known, scanner)
            case .css: nodes[file.path] = Self.styleSheet(bytes, file.path, addresses, known)
            default: pages.append(Self.page(bytes, file.path, addresses, known))
            }
        }
    }

    private static func script(
        _ bytes: [UInt8], _ path: String, _ addresses: FileAddresses, _ known: Set<String>,
        _ scanner: any ImportScanner
    ) -> Node {
        let found = bytes.withUnsafeBufferPointer(scanner.imports)
        func paths(_ specifiers: [String]) -> [String] {
            specifiers.compactMap { addresses.path(of: $0, in: path) }
                .filter { known.contains($0) && $0 != path }.distinct()
        }
        let named = found.names.compactMap { addresses.path(named: $0, in: path) }.distinct()
        return Node(
            isModule: found.isModule, imports: paths(found.imports), dynamicImports: paths(found.dynamicImports),
            files: named.filter { known.contains($0) && !AssetType(name: $0).isCode })
    }

    private static func styleSheet(
        _ bytes: [UInt8], _ path: String, _ addresses: FileAddresses, _ known: Set<String>
    ) -> Node {
        let found = bytes.withUnsafeBufferPointer(StyleSheetAddresses.of)
        let files = found.compactMap { addresses.path(of: $0, in: path) }.filter { known.contains($0) && $0 != path }
        return Node(files: files.distinct())
    }

    private static func page(
        _ bytes: [UInt8], _ path: String, _ addresses: FileAddresses, _ known: Set<String>
    ) -> Page {
        let page = HTMLPage(bytes)
        func paths(_ sources: [String]) -> [String] {
            sources.compactMap { addresses.path(of: $0, in: path) }.filter { known.contains($0) && $0 != path }
                .distinct()
        }
        let loaded = paths(page.scripts + page.preloads + page.stylesheets)
        return Page(
            path: path, scripts: loaded.filter { AssetType(name: $0) == .js },
            files: loaded.filter { AssetType(name: $0) != .js } + paths(page.icons))
    }
}
