package import Foundation

/// What a treemap draws of a build: the modules of some assets with their sizes and, against a baseline, what became of
/// them.
///
/// Written for the wire: a row for each leaf, in columns. A row's path is the first folders of the row before it in the same
/// asset, as many as ``shared`` says, and ``rest``; it is empty for an asset of which only the size is known.
package struct TreemapDocument: Sendable, Equatable, Codable {
    /// What is drawn.
    package enum Part: Equatable, Sendable {
        case first
        case entryPoint(String)
        case asset(String)
    }

    package struct Asset: Sendable, Equatable, Codable {
        package var name: String
        package var type: AssetType
        /// How many rows it has.
        package var rows: Int
    }

    package struct Package: Sendable, Equatable, Codable {
        package var name: String
        package var version: String?
        /// True if it is the project's own code, false if it is an installed package; absent for the build tool's and what
        /// is unknown.
        package var own: Bool?
    }

    /// What became of a row.
    package enum State: Int, Sendable, Codable, CaseIterable {
        case same, grown, shrunk
        /// It is in another file now, and was taken out of the one where it was.
        case moved
        case new
    }

    /// Rows of the baseline, by the row of the current build.
    package struct Before: Sendable, Equatable, Codable {
        package var state: [State] = []
        package var raw: [Int] = []
        package var gzip: [Int] = []
        package var brotli: [Int] = []
    }

    /// What only the baseline has, largest first.
    package struct Removed: Sendable, Equatable, Codable {
        package var path: [String] = []
        package var package: [Int] = []
        package var raw: [Int] = []
        package var gzip: [Int] = []
        package var brotli: [Int] = []
        /// 1 if it is in another file now, else 0.
        package var moved: [Int] = []
        /// How many more there are.
        package var more = 0
    }

    /// 1; increased when older readers would misunderstand it.
    package var version = 1
    /// All entry points of the build, and its largest assets, to choose from.
    package var entryPoints: [String]
    package var files: [String]
    /// Which of them is drawn: one of the two.
    package var entryPoint: String?
    package var asset: String?
    package var assets: [Asset] = []
    package var packages: [Package] = []
    package var shared: [Int] = []
    package var rest: [String] = []
    /// Into ``packages``; -1 for what is no module.
    package var package: [Int] = []
    package var raw: [Int] = []
    package var gzip: [Int] = []
    package var brotli: [Int] = []
    package var before: Before?
    package var removed: Removed?

    /// Nil if the build has no such part.
    package init?(of part: Part, in current: TreemapBuild, against baseline: TreemapBuild?) {
        guard let scope = TreemapScope(part, in: current, against: baseline) else { return nil }
        entryPoints = current.build.report.entryPoints.map(\.name)
        let largest = current.build.counted(Array(current.assets.indices))
            .sorted { current.assets[$0].size.raw > current.assets[$1].size.raw }
        files = largest.prefix(TreemapLimits.files).map { current.assets[$0].name }
        entryPoint = scope.entryPoint
        asset = scope.asset
        let rows = TreemapRows(scope, current, baseline)
        fill(rows, current)
        if let baseline { tell(rows.removed, of: baseline) }
    }

    private mutating func fill(_ rows: TreemapRows, _ current: TreemapBuild) {
        var numbers: [Int32: Int] = [:]
        if rows.isCompared { before = Before() }
        for (asset, found) in rows.ofAssets {
            assets.append(Asset(name: current.assets[asset].name, type: current.assets[asset].type, rows: found.count))
            var folders: [Substring.UTF8View] = []
            for row in found {
                let parts = row.path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                let own = parts.dropLast().map { $0 }
                let common = zip(folders, own).prefix { $0.elementsEqual($1) }.count
                shared.append(common)
                rest.append(parts.dropFirst(common).map { String(Substring($0)) }.joined(separator: "/"))
                folders = own
                self.package.append(number(of: row.package, current.build, &numbers))
                raw.append(row.size.raw)
                gzip.append(row.size.gzip)
                brotli.append(row.size.brotli)
                before?.add(row)
            }
        }
    }

    private mutating func tell(_ rows: [TreemapRows.Row], of baseline: TreemapBuild) {
        var (removed, numbers) = (Removed(), [Int32: Int]())
        let sorted = rows.sorted { $0.size.raw > $1.size.raw }
        for row in sorted.prefix(TreemapLimits.removed) {
            removed.path.append(row.path)
            removed.package.append(number(of: row.package, baseline.build, &numbers))
            removed.raw.append(row.size.raw)
            removed.gzip.append(row.size.gzip)
            removed.brotli.append(row.size.brotli)
            removed.moved.append(row.state == .moved ? 1 : 0)
        }
        removed.more = max(0, sorted.count - TreemapLimits.removed)
        self.removed = removed
    }

    /// The number of a build's package among those that the document names, which is added if it is new.
    private mutating func number(of package: Int32, _ build: ComparedBuild, _ numbers: inout [Int32: Int]) -> Int {
        guard package >= 0 else { return -1 }
        if let known = numbers[package] { return known }
        let found = build.packages[Int(package)]
        packages.append(
            Package(
                name: found.name, version: found.version,
                own: found.isSourceCode ? true : found.isInstalled ? false : nil))
        numbers[package] = packages.count - 1
        return packages.count - 1
    }

    /// The document as JSON; equal documents produce equal bytes.
    package func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}

extension TreemapDocument.Before {
    fileprivate mutating func add(_ row: TreemapRows.Row) {
        state.append(row.state)
        raw.append(row.before.raw)
        gzip.append(row.before.gzip)
        brotli.append(row.before.brotli)
    }
}
