/// What each module of the stats is written as.
///
/// Stats do not say it in one place. What a module imports others with tells it, and why it could not be concatenated;
/// webpack knows the exports of many CommonJS modules, so these prove nothing.
struct ModuleFormats {
    private let modules: StatsModules
    /// By the number of the name: whether it imports as ES modules do.
    private var importsAsESM: [UInt32: Bool] = [:]

    init(_ build: AttributedBuild, _ importers: ModuleImporters) {
        modules = build.modules
        for reason in modules.reasons where reason.module != .empty {
            switch importers.kind(of: reason) {
            case .esm: importsAsESM[reason.module.index] = true
            case .commonJS where importsAsESM[reason.module.index] == nil,
                .ownExports where importsAsESM[reason.module.index] == nil:
                importsAsESM[reason.module.index] = false
            default: break
            }
        }
    }

    func format(ofStats index: Int) -> ModuleFormat {
        let module = modules.all[index]
        if let known = modules.names.withBytes(of: module.name, Self.ofExtension) { return known }
        if importsAsESM[module.name.index] == true { return .esm }
        if modules.names.withBytes(of: module.name, Self.isInFolder) { return .commonJS }
        if module.exports.isCommonJS || importsAsESM[module.name.index] == false { return .commonJS }
        return module.isESM ? .esm : .commonJS
    }

    private static func ofExtension(_ name: UnsafeBufferPointer<UInt8>) -> ModuleFormat? {
        if name.suffix(4).elementsEqual(".mjs".utf8) { return .esm }
        return name.suffix(4).elementsEqual(".cjs".utf8) ? .commonJS : nil
    }

    private static func isInFolder(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        folders.contains { ByteSearch.contains($0, in: name) }
    }

    private static let folders = ["/cjs/", "/commonjs/", "/umd/"].map { Array($0.utf8) }
}
