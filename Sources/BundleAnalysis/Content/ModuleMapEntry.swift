/// Where a module of the stats is.
package struct ModuleMapEntry: Sendable, Equatable, Codable {
    /// Its name in the stats; nil for what is no file, such as an ignored module.
    package var path: String?
    /// The ref of its package in the report.
    package var packageRef: Int?
    /// How many modules were put together in it, itself included; 0 for one that stands alone.
    package var concatenatingLength: Int

    /// By the module's id. Numbers the packages that are not numbered yet.
    static func all(of build: AttributedBuild, _ packages: inout PackageList) -> [String: ModuleMapEntry] {
        let modules = build.modules
        var entries: [String: ModuleMapEntry] = [:]
        for index in build.delivered where modules.all[index].id != .empty {
            let module = modules.all[index]
            let ref = build.packages.package(of: index).map { packages.ref(of: $0) }
            entries[modules.names[module.id]] = ModuleMapEntry(
                path: ref == nil ? nil : modules.names[module.name], packageRef: ref,
                concatenatingLength: module.inner.count)
        }
        return entries
    }
}
