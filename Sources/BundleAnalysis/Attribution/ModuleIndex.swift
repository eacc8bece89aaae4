import SourceMaps
import Synchronization

/// Finds the modules of the stats that the sources of maps are, by their normalized paths.
///
/// It is made when it is first asked: stats can list a million modules, and a build can do without maps.
final class ModuleIndex: Sendable {
    private struct Paths {
        /// By the bytes of the whole path, and by those of its end. Modules that others were put together in come after
        /// these others, because both have the name of the first one.
        let whole: [[UInt8]: [Int]]
        let ends: [[UInt8]: [Int]]
        let fileNames: [[UInt8]: [Int]]
    }

    private let modules: StatsModules
    private let paths = Mutex<Paths?>(nil)

    init(_ modules: StatsModules) { self.modules = modules }

    /// The normalized name of a module of the stats.
    func name(of module: Int) -> SourceName {
        let module = modules.all[module]
        return SourceName(modules.names[module.name == .empty ? module.identifier : module.name])
    }

    /// Whether a module is the build tool's own code.
    func isRuntime(_ module: Int) -> Bool {
        let first = modules.names.withBytes(of: modules.all[module].name, \.first)
        // `webpack/runtime/…`, `(webpack)/…`, `<runtime>`, `rolldown:runtime`: a million names are not normalized for it.
        guard let first, Self.firstOfRuntime.contains(first) else { return false }
        return name(of: module).kind == .runtime
    }

    private static let firstOfRuntime = Array("w(<r".utf8)

    /// The module that a source is; nil if none is, or several may be.
    ///
    /// - Parameter preferred: the modules of the asset that the map is of.
    func module(of source: SourceName, preferring preferred: Set<Int>) -> Int? {
        let paths = paths.withLock { known in
            if known == nil { known = makePaths() }
            return known
        }
        let path = Array(source.path.utf8)
        if let exact = paths?.whole[path] { return exact.first(where: preferred.contains) ?? exact.first }
        let ends = Self.ends(of: path)
        let candidates =
            ends.count == 1 ? paths?.fileNames[path] ?? [] : ends.flatMap { paths?.ends[$0] ?? [] }
        guard candidates.count <= Self.candidateLimit else { return nil }
        let similar = candidates.filter { Self.isSame(path, Array(name(of: $0).path.utf8)) }
        let close = similar.filter(preferred.contains)
        if close.count == 1 { return close[0] }
        return close.isEmpty && similar.count == 1 ? similar[0] : nil
    }

    private func makePaths() -> Paths {
        let order = modules.all.indices.sorted { one, other in
            (modules.all[one].inner.count, one) < (modules.all[other].inner.count, other)
        }
        let files = order.compactMap { index -> (index: Int, path: [UInt8])? in
            let name = name(of: index)
            return name.kind == .module || name.kind == .virtual ? (index, Array(name.path.utf8)) : nil
        }
        return Paths(
            whole: Dictionary(grouping: files, by: \.path).mapValues { $0.map(\.index) },
            ends: Dictionary(grouping: files) { Self.ends(of: $0.path)[0] }.mapValues { $0.map(\.index) },
            fileNames: Dictionary(grouping: files) { Self.ends(of: $0.path).last ?? [] }.mapValues { $0.map(\.index) })
    }

    /// How many modules are compared with a source whose path is none of theirs. More of them have too common an end, as
    /// `src/index.js`, to tell which it is.
    private static let candidateLimit = 256

    /// The ends under which paths are found that may be the same: the last two parts, and the last one, under which paths
    /// are that have no more.
    private static func ends(of path: [UInt8]) -> [[UInt8]] {
        let slash = UInt8(ascii: "/")
        guard let last = path.lastIndex(of: slash) else { return [path] }
        let folder = path[..<last].lastIndex(of: slash).map { path.index(after: $0) } ?? 0
        return [Array(path[folder...]), Array(path[(last + 1)...])]
    }

    /// Whether one path ends in the other, and what precedes it leads into no package: `index.js` is not
    /// `node_modules/a/index.js`.
    private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        let (long, short) = one.count > other.count ? (one, other) : (other, one)
        guard long.count > short.count, long.suffix(short.count).elementsEqual(short) else { return false }
        let before = long.dropLast(short.count)
        guard before.last == UInt8(ascii: "/") || short.first == UInt8(ascii: "/") else { return false }
        return !before.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual(packages) }
    }

    private static let packages = Array("node_modules".utf8)
}
