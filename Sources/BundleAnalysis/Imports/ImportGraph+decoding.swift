package import Foundation
import JSONLexing

extension ImportGraph {
    /// Reads the stored form; everything that it refers to is checked.
    package init(decoding data: Data) throws(StoredImportsDefect) {
        guard data.count <= ImportLimits.storedBytes else { throw .tooLarge(limit: ImportLimits.storedBytes) }
        var stored = StoredImports()
        do {
            try stored.read(data)
        } catch {
            throw .malformed(byte: error.offset)
        }
        guard stored.version == [Int32(Self.storedVersion)] else { throw .unknownVersion }
        self = try stored.graph()
    }
}

/// The members of a stored graph, before they are checked.
private struct StoredImports {
    var version: [Int32] = []
    private var entries: [String] = []
    private var entryModules: [[Int32]] = []
    private var packages: [String] = []
    private var texts = NamePool()
    private var modules: [NamePool.Name] = []
    private var packageOf: [Int32] = []
    private var counts: [Int32] = []
    private var targets: [Int32] = []
    private var dynamic: [Int32] = []
    private var specifiers: [NamePool.Name] = []
    private var specifierOf: [Int32] = []
    private var lines: [Int32] = []
    private var columns: [Int32] = []
    private var cut: [Int32] = []

    mutating func read(_ data: Data) throws(StatsFault) {
        var fault: StatsFault?
        data.withUnsafeBytes { bytes in
            do throws(StatsFault) {
                var reader = StatsReader(bytes)
                _ = try reader.object { (reader, key) throws(StatsFault) in try self.readMember(key, &reader) }
                try reader.end()
            } catch {
                fault = error
            }
        }
        if let fault { throw fault }
    }

    private mutating func readMember(_ key: JSONString, _ reader: inout StatsReader) throws(StatsFault) {
        switch reader.text(key) {
        case "version": version = try reader.int32s()
        case "entries": entries = try reader.strings()
        case "entryModules":
            _ = try reader.array { (reader) throws(StatsFault) in entryModules.append(try reader.int32s()) }
        case "packages": packages = try reader.strings()
        case "modules": modules = try reader.names(in: &texts)
        case "packageOf": packageOf = try reader.int32s()
        case "counts": counts = try reader.int32s()
        case "targets": targets = try reader.int32s()
        case "dynamic": dynamic = try reader.int32s()
        case "specifiers": specifiers = try reader.names(in: &texts)
        case "specifierOf": specifierOf = try reader.int32s()
        case "lines": lines = try reader.int32s()
        case "columns": columns = try reader.int32s()
        case "cut": cut = try reader.int32s()
        default: try reader.skip()
        }
    }

    func graph() throws(StoredImportsDefect) -> ImportGraph {
        var graph = ImportGraph()
        (graph.texts, graph.paths) = (texts, modules)
        try require(modules.count <= ImportLimits.modules, "modules")
        try require(targets.count <= ImportLimits.imports, "targets")
        try require(packages.count % 3 == 0, "packages")
        graph.packages = stride(from: 0, to: packages.count, by: 3).map { index in
            let version = packages[index + 2]
            return ImportGraph.Package(
                name: packages[index], path: packages[index + 1], version: version.isEmpty ? nil : version)
        }
        try require(packageOf.count == modules.count, "packageOf")
        try require(packageOf.allSatisfy { (0...Int32(packages.count / 3)).contains($0) }, "packageOf")
        graph.packageOf = packageOf.map { $0 - 1 }
        try require(entryModules.count == entries.count, "entryModules")
        try require(entryModules.allSatisfy { $0.allSatisfy(isModule) }, "entryModules")
        graph.entries = zip(entries, entryModules).map { ImportGraph.Entry(name: $0, modules: $1) }
        graph.starts = try starts()
        graph.imports = try imports()
        try require(cut == [0] || cut == [1], "cut")
        graph.isCut = cut == [1]
        return graph
    }

    private func starts() throws(StoredImportsDefect) -> [Int32] {
        var starts: [Int32] = [0]
        for count in counts {
            let rest = Int32(targets.count) - (starts.last ?? 0)
            try require(count >= 0 && count <= rest, "counts")
            starts.append((starts.last ?? 0) + count)
        }
        try require(counts.count == modules.count && starts.last == Int32(targets.count), "counts")
        return starts
    }

    private func imports() throws(StoredImportsDefect) -> [ImportGraph.Import] {
        try require(specifierOf.count == targets.count, "specifierOf")
        try require(specifierOf.allSatisfy { (0...Int32(specifiers.count)).contains($0) }, "specifierOf")
        try require(lines.count == targets.count && lines.allSatisfy { $0 >= 0 }, "lines")
        try require(columns.count == targets.count && columns.allSatisfy { $0 >= -1 }, "columns")
        var (imports, target) = ([ImportGraph.Import](), Int32(0))
        imports.reserveCapacity(targets.count)
        for (index, difference) in targets.enumerated() {
            target &+= difference
            try require(isModule(target), "targets")
            let specifier = Int(specifierOf[index])
            let line = lines[index]
            imports.append(
                ImportGraph.Import(
                    target: target, isDynamic: false, specifier: specifier == 0 ? .empty : specifiers[specifier - 1],
                    location: line == 0 ? .unknown : ImportLocation(line: line, column: columns[index])))
        }
        var index = Int32(0)
        for (place, difference) in dynamic.enumerated() {
            index &+= difference
            try require(place == 0 || difference > 0, "dynamic")
            try require(index >= 0 && index < Int32(imports.count), "dynamic")
            imports[Int(index)].isDynamic = true
        }
        return imports
    }

    private func isModule(_ index: Int32) -> Bool { index >= 0 && Int(index) < modules.count }

    private func require(_ condition: Bool, _ member: String) throws(StoredImportsDefect) {
        guard condition else { throw .inconsistent(member: member) }
    }
}

extension StatsReader {
    /// Whole numbers; what is none, or too large, is `Int32.min`, which is nowhere valid.
    fileprivate mutating func int32s() throws(StatsFault) -> [Int32] {
        var numbers: [Int32] = []
        _ = try array { (reader) throws(StatsFault) in
            guard reader.isAtNumber else {
                numbers.append(.min)
                return try reader.skip()
            }
            numbers.append(try reader.identifierBytes(Self.int32) ?? .min)
        }
        return numbers
    }

    private static func int32(_ written: UnsafeBufferPointer<UInt8>) -> Int32 {
        let isNegative = written.first == UInt8(ascii: "-")
        var number: Int64 = 0
        for byte in written.dropFirst(isNegative ? 1 : 0) {
            guard byte &- 0x30 < 10, number <= Int64(Int32.max) else { return .min }
            number = number * 10 + Int64(byte - 0x30)
        }
        return Int32(exactly: isNegative ? -number : number) ?? .min
    }

    fileprivate mutating func names(in pool: inout NamePool) throws(StatsFault) -> [NamePool.Name] {
        var names: [NamePool.Name] = []
        _ = try array { (reader) throws(StatsFault) in names.append(pool.intern(try reader.string() ?? "")) }
        return names
    }
}
