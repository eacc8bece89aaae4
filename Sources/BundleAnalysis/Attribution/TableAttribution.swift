import JavaScript
import SourceMaps

/// By the module table of webpack and rspack: the range of each module's function, exact.
///
/// The source map tells what lies outside the table, such as entry modules that were inlined behind the runtime, and
/// which bytes of a concatenation are which module's. Without a map, a single inlined entry module has what is left.
struct TableAttribution: AttributionSource {
    /// Whether the source map is used where the table says nothing.
    var usesMap = true

    func attribution(of content: AssetContent, in build: AttributedBuild) -> AssetAttribution? {
        guard !build.modules.isEmpty, let table = content.table else { return nil }
        let members = build.members(of: content.asset)
        let known = Modules(build, members)
        guard table.entries.contains(where: { known.module($0.id) != nil }) else { return nil }
        let functions = Self.functions(table, known, count: content.text.count)
        guard usesMap, let map = content.map else {
            let text = inlined(functions, table, known, content)
            return AssetAttribution(.table, text, size: content.size, gzip: content.gzip)
        }
        let concatenations = Concatenations(build)
        let text = OwnedRuns.combined(functions, map.runs) { concatenations.owner(table: $0, map: $1) }
        let inTable = Set(functions.owners).union([.unattributed, .runtime])
        var attribution = AssetAttribution(.table, text, size: content.size, gzip: content.gzip) { owner in
            inTable.contains(owner) ? nil : .map
        }
        attribution.sources = map.sources
        attribution.agreement = concatenations.agreement(functions, map.runs)
        return attribution
    }

    /// The modules' functions; between them, inside the table, is the build tool's own code.
    private static func functions(_ table: ModuleTable, _ known: Modules, count: Int) -> OwnedRuns {
        var runs = OwnedRuns()
        runs.append(.unattributed, upTo: table.range.lowerBound)
        for entry in table.entries {
            runs.append(.runtime, upTo: entry.range.lowerBound)
            runs.append(known.module(entry.id).map(ByteOwner.module) ?? .unattributed, upTo: entry.range.upperBound)
        }
        runs.append(.runtime, upTo: table.range.upperBound)
        runs.append(.unattributed, upTo: count)
        return runs
    }

    /// Without a map: what is outside the table belongs to the inlined entry modules and the runtime.
    private func inlined(
        _ functions: OwnedRuns, _ table: ModuleTable, _ known: Modules, _ content: AssetContent
    ) -> OwnedRuns {
        guard usesMap else { return functions }
        let entries = known.inlined(besides: Set(table.entries.compactMap { known.module($0.id) }))
        let owner: ByteOwner? = entries.count == 1 ? .module(entries[0]) : entries.isEmpty ? nil : .inlinedEntries
        guard let owner else {
            return OwnedRuns.combined(functions, OwnedRuns(.runtime, count: content.text.count)) {
                $0 == .unattributed ? $1 : $0
            }
        }
        guard !table.entryRanges.isEmpty else { return functions }
        var places = OwnedRuns()
        for range in table.entryRanges {
            places.append(.runtime, upTo: range.lowerBound)
            places.append(owner, upTo: range.upperBound)
        }
        places.append(.runtime, upTo: content.text.count)
        return OwnedRuns.combined(functions, places) { $0 == .unattributed ? $1 : $0 }
    }
}

extension TableAttribution {
    /// The modules of an asset's chunks by their ids.
    struct Modules {
        private let byID: [[UInt8]: Int]
        private let build: AttributedBuild
        private let members: Set<Int>

        init(_ build: AttributedBuild, _ members: Set<Int>) {
            self.build = build
            self.members = members
            let modules = build.modules
            let withID = members.filter { modules.all[$0].id != .empty }
            byID = Dictionary(withID.sorted().map { (Array(modules.names[modules.all[$0].id].utf8), $0) }) { first, _ in
                first
            }
        }

        func module(_ id: ModuleIdentifier) -> Int? { byID[Array(id.text.utf8)] }

        /// The modules of the chunks that are not in the table, nor part of one that is, nor the build tool's own: they
        /// were put behind the runtime.
        func inlined(besides table: Set<Int>) -> [Int] {
            return members.subtracting(table).subtracting(build.inner(of: table)).filter { index in
                build.modules.all[index].size > 0 && !isStyle(index) && build.index.name(of: index).kind == .module
            }.sorted()
        }

        private func isStyle(_ index: Int) -> Bool {
            let module = build.modules.all[index]
            return build.modules.names[module.name].utf8.starts(with: "css ".utf8)
                || build.modules.names[module.identifier].utf8.starts(with: "css|".utf8)
        }
    }

    /// Which modules were put together in which.
    private final class Concatenations {
        private let build: AttributedBuild
        private var known: [Int: Set<Int>] = [:]
        /// How many more inner modules are gone through: stats can list the same ones in any number of others.
        private var room = StatsLimits.memberships

        init(_ build: AttributedBuild) { self.build = build }

        private func contains(_ outer: Int, _ module: Int) -> Bool {
            guard !build.modules.all[outer].inner.isEmpty else { return false }
            if let inner = known[outer] { return inner.contains(module) }
            guard room >= 0 else { return false }
            let inner = build.inner(of: outer)
            room -= inner.count
            known[outer] = inner
            return inner.contains(module)
        }

        /// The table is exact; the map says more only of a concatenation's parts, and of what is outside the table.
        func owner(table: ByteOwner, map: ByteOwner) -> ByteOwner {
            switch (table, map) {
            case (.module(let outer), .module(let inner)) where contains(outer, inner): map
            case (.module, _): table
            case (.runtime, .mapComment), (.unattributed, _): map
            default: table
            }
        }

        /// The share of the bytes of functions for which the map names the same module, or one in it.
        func agreement(_ functions: OwnedRuns, _ map: OwnedRuns) -> Double? {
            var (same, all) = (0, 0)
            OwnedRuns.forEachPair(functions, map) { table, map, range in
                let count = range.count
                guard case .module(let module) = table, case .module(let source) = map else { return }
                all += count
                if module == source || contains(module, source) { same += count }
            }
            return all > 0 ? Double(same) / Double(all) : nil
        }
    }
}
