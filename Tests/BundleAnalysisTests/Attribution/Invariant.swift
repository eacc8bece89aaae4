import Testing

@testable import BundleAnalysis

/// Every byte of every script and style sheet has an owner, before and after compression.
enum Invariant {
    /// - Parameter context: what is analyzed, for failures.
    static func check(_ outcome: AnalysisOutcome, _ context: String = "", _ location: SourceLocation = #_sourceLocation)
    {
        let assets = outcome.report.assets.filter { $0.type == .js || $0.type == .css }
        #expect(outcome.content.map(\.name) == assets.map(\.name), "\(context)", sourceLocation: location)
        for (asset, root) in zip(assets, outcome.content) {
            guard let gzip = asset.size.gzip, let brotli = asset.size.brotli else {
                #expect(root.gzip == nil && root.children == nil, "\(root.name) \(context)", sourceLocation: location)
                continue
            }
            let size = Size(raw: asset.size.raw, gzip: gzip, brotli: brotli)
            let leaves = leaves(of: root)
            let sum = Size.sum(leaves.map(\.size))
            #expect(sum == size && root.size == size, "\(root.name) \(context)", sourceLocation: location)
            let negative = leaves.filter { $0.size.raw < 0 || $0.size.gzip < 0 || $0.size.brotli < 0 }.map(\.name)
            #expect(negative.isEmpty, "\(root.name) \(context)", sourceLocation: location)
        }
    }

    /// The leaves below a node.
    static func leaves(of node: ModuleTreeNode) -> [ModuleTreeNode] {
        guard let children = node.children else { return [node] }
        return children.flatMap(leaves)
    }

    /// The leaves by their whole paths.
    static func paths(of root: ModuleTreeNode) -> [String: ModuleTreeNode] {
        var paths: [String: ModuleTreeNode] = [:]
        func walk(_ node: ModuleTreeNode, _ prefix: String) {
            let path = prefix.isEmpty ? node.name : prefix + "/" + node.name
            guard let children = node.children else {
                paths[path] = node
                return
            }
            for child in children { walk(child, path) }
        }
        for child in root.children ?? [] { walk(child, "") }
        return paths
    }
}
