import Testing

@testable import BundleAnalysis

/// Every byte of every script and style sheet has an owner, before and after compression.
enum Invariant {
    static func check(_ outcome: AnalysisOutcome, _ location: SourceLocation = #_sourceLocation) {
        let assets = Dictionary(uniqueKeysWithValues: outcome.report.assets.map { ($0.name, $0) })
        for root in outcome.content {
            let leaves = leaves(of: root)
            #expect(Size.sum(leaves.map(\.size)) == root.size, "\(root.name)", sourceLocation: location)
            #expect(assets[root.name]?.size == root.size, "\(root.name)", sourceLocation: location)
            for leaf in leaves {
                let isNegative = leaf.value < 0 || leaf.gzip < 0 || leaf.brotli < 0
                #expect(!isNegative, "\(leaf.name) in \(root.name)", sourceLocation: location)
            }
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
