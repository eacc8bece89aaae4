/// The version of a package that the store of a package manager has in its path.
///
/// | package manager | path of the package |
/// |---|---|
/// | pnpm | `node_modules/.pnpm/@scope+name@1.2.3_react@18.2.0/node_modules/@scope/name` |
/// | Yarn | `.yarn/cache/@scope-name-npm-1.2.3-0123456789-abcdef0123.zip/node_modules/@scope/name`, with one hash or two |
enum StoredVersion {
    /// Nil if the package is in no such store, or there under another name.
    static func of(_ package: PackageName) -> String? {
        let path = Array(package.path.utf8)
        let name = Array(package.name.utf8)
        let parent = Array("/node_modules/".utf8) + name
        guard path.count > parent.count, path.suffix(parent.count).elementsEqual(parent) else { return nil }
        let folders = path.dropLast(parent.count).split(separator: slash)
        guard let folder = folders.last else { return nil }
        let isPNPM = folders.dropLast().last.map { $0.elementsEqual(".pnpm".utf8) } == true
        guard let version = isPNPM ? pnpm(folder, name) : yarn(folder, name), version.first.map(isDigit) == true else {
            return nil
        }
        return String(decoding: version, as: UTF8.self)
    }

    /// What follows `name@`, without the packages that it was installed for.
    private static func pnpm(_ folder: ArraySlice<UInt8>, _ name: [UInt8]) -> ArraySlice<UInt8>? {
        let prefix = name.map { $0 == slash ? UInt8(ascii: "+") : $0 } + [UInt8(ascii: "@")]
        guard folder.starts(with: prefix) else { return nil }
        return folder.dropFirst(prefix.count).prefix { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "(") }
    }

    /// What follows `name-npm-`, without the hash of the locator and that of the archive.
    private static func yarn(_ folder: ArraySlice<UInt8>, _ name: [UInt8]) -> ArraySlice<UInt8>? {
        let prefix = name.map { $0 == slash ? hyphen : $0 } + Array("-npm-".utf8)
        guard folder.starts(with: prefix) else { return nil }
        let rest = folder.dropFirst(prefix.count)
        guard let end = rest.lastIndex(of: hyphen) else { return nil }
        let version = rest[..<end]
        guard let other = version.lastIndex(of: hyphen), isLocatorHash(version[(other + 1)...]) else { return version }
        return version[..<other]
    }

    private static func isLocatorHash(_ text: ArraySlice<UInt8>) -> Bool {
        text.count == 10 && text.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static let slash = UInt8(ascii: "/")
    private static let hyphen = UInt8(ascii: "-")
}
