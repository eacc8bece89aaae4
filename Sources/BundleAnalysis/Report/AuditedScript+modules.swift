import SourceMaps

extension AuditedScript {
    /// The modules that have bytes in the script, by its attribution; nil for anything but a script.
    init?(_ asset: AttributedAsset, in build: AttributedBuild) {
        guard asset.asset.type == .js, let attribution = asset.attribution else { return nil }
        for part in attribution.parts where part.size.raw > 0 {
            guard let package = build.packages.package(of: part.owner, attribution.sources),
                package != .buildTool
            else { continue }
            switch part.owner {
            case .module(let index): add(build.audited(index, package))
            case .source(let index), .librarySource(let index):
                if let path = attribution.sources[index]?.path { add(Module(name: path, package: package)) }
            default: continue
            }
        }
    }
}

extension AttributedBuild {
    fileprivate func audited(_ index: Int, _ package: PackageName) -> AuditedScript.Module {
        let module = modules.all[index]
        return AuditedScript.Module(
            name: modules.names[module.name], package: package, isESM: module.isESM,
            // What a concatenation does not export is used inside of it.
            unusedExports: module.inner.isEmpty ? module.unusedExports : 0, hasSideEffects: !module.sideEffects.isEmpty,
            isUndeclared: isUndeclared(package))
    }
}
