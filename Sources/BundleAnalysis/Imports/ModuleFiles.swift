/// The paths and packages of modules. Most names are plain paths, which are not taken apart: there can be a million.
struct ModuleFiles {
    private let modules: StatsModules
    private let packages: BuildPackages

    init(_ stats: BuildStats) {
        modules = stats.modules
        packages = BuildPackages(stats)
    }

    /// The path as the content tree shows it, a concatenation's being that of the module that it is named after.
    func path(of module: Int, in texts: inout NamePool) -> NamePool.Name {
        let name = ImportedModules.name(of: modules.all[module])
        return modules.names.withBytes(of: name) { bytes in
            let plain = ImportedModules.concatenationMark(in: bytes) ?? bytes.count
            let bytes = UnsafeBufferPointer(rebasing: bytes[..<plain])
            if let start = Self.plainStart(of: bytes) {
                return texts.intern(UnsafeBufferPointer(rebasing: bytes[start...]))
            }
            let parts = ModuleTitle.parts(of: String(decoding: bytes, as: UTF8.self))
            return texts.intern(parts.isEmpty ? modules.names[modules.all[module].id] : parts.joined(separator: "/"))
        }
    }

    /// Nil for what is in none: the project's own code, the build tool's, and what is no file.
    func package(of module: Int) -> PackageName? {
        let entry = modules.all[module]
        let isInFolder = [entry.condition, ImportedModules.name(of: entry)].contains { name in
            modules.names.withBytes(of: name) { ByteSearch.contains(Self.folder, in: $0) }
        }
        guard isInFolder, let package = packages.package(of: module) else { return nil }
        return package == .sourceCode || package == .buildTool || package == .unknown ? nil : package
    }

    private static let folder = Array("node_modules/".utf8)

    /// Where a path begins that is shown as it is: ASCII, without loaders, spaces, empty and leading `.` and `..`
    /// parts. Nil for any other name.
    private static func plainStart(of name: UnsafeBufferPointer<UInt8>) -> Int? {
        let slash = UInt8(ascii: "/")
        var start = 0
        while name.count > start + 1, name[start] == UInt8(ascii: "."), name[start + 1] == slash { start += 2 }
        guard start < name.count, name[start] != UInt8(ascii: "."), name[start] != slash, name.last != slash else {
            return nil
        }
        for index in start..<name.count {
            let byte = name[index]
            if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "!") { return nil }
            if byte == slash, index + 1 < name.count, name[index + 1] == slash { return nil }
        }
        return start
    }
}
