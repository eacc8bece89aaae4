import JSONLexing

/// The members of one module, which are read where its draft noted them.
extension ModuleReader {
    mutating func readLists(
        of index: Int, _ draft: ModuleDraft, _ reader: inout StatsReader
    ) throws(StatsFault) {
        if let offset = draft.assets {
            reader.go(to: offset)
            modules.setAssets(try names(&reader), of: index)
        }
        if let offset = draft.reasons {
            reader.go(to: offset)
            try readReasons(of: index, &reader)
        }
        if let offset = draft.bailout {
            reader.go(to: offset)
            try readBailouts(of: index, &reader)
        }
    }

    /// Two nulls say that nothing is known of the exports.
    mutating func readExports(
        of index: Int, _ draft: ModuleDraft, _ reader: inout StatsReader
    ) throws(StatsFault) {
        let provided = try exportList(at: draft.provided, &reader)
        let used = try exportList(at: draft.used, &reader)
        modules.update(index) { module in
            module.exports.provided = provided.exports
            module.exports.used = used.exports
            guard draft.provided != nil, draft.used != nil else { return }
            module.isESM = provided.exports != .unknown || used.exports != .unknown
            if let providedNames = provided.names, let usedNames = used.names, providedNames.count > usedNames.count {
                module.unusedExports = Set(providedNames).subtracting(usedNames).count
            }
        }
    }

    /// The names are as numbers that differ if they do: names of exports are only compared.
    private func exportList(
        at offset: Int?, _ reader: inout StatsReader
    ) throws(StatsFault) -> (exports: ModuleExports.List, names: [UInt64]?) {
        guard let offset else { return (.notInStats, nil) }
        reader.go(to: offset)
        guard reader.isAtArray else {
            switch try reader.boolean() {
            case true: return (.all, nil)
            case false: return (.none, nil)
            case nil: return (.unknown, nil)
            }
        }
        let names = try hashes(&reader)
        return (.count(Int32(clamping: names.count)), names)
    }

    private mutating func readBailouts(of index: Int, _ reader: inout StatsReader) throws(StatsFault) {
        var exports = modules.all[index].exports
        exports.hasBailouts = true
        var places: [StatsModules.Name] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            _ = try reader.bytes { (bytes) throws(StatsFault) in
                switch BailoutText(bytes) {
                case .sideEffectsInSource: places.append(self.modules.intern(bytes))
                case .sideEffectsOfImport(let range):
                    guard exports.importWithSideEffects == .empty else { break }
                    exports.importWithSideEffects = self.modules.intern(UnsafeBufferPointer(rebasing: bytes[range]))
                case .commonJS(let range):
                    exports.isCommonJS = true
                    guard exports.commonJS == .empty, let range else { break }
                    exports.commonJS = self.modules.intern(UnsafeBufferPointer(rebasing: bytes[range]))
                case .other: break
                }
            }
        }
        modules.setSideEffects(places, of: index)
        modules.update(index) { $0.exports = exports }
    }

    mutating func readReasons(of index: Int, _ reader: inout StatsReader) throws(StatsFault) {
        var reasons: [StatsModules.Reason] = []
        var isLazy = true
        let isList = try reader.array { (reader) throws(StatsFault) in
            guard reasons.count < StatsModules.reasonsOfOne else { return try reader.skip() }
            var reason = StatsModules.Reason()
            _ = try reader.object { (reader, key) throws(StatsFault) in
                if reader.matches(key, "moduleName") {
                    reason.module = try self.name(&reader)
                } else if reader.matches(key, "resolvedModule") {
                    reason.outer = try self.name(&reader)
                } else if reader.matches(key, "type") {
                    reason.type = try self.name(&reader)
                } else if reader.matches(key, "loc") {
                    reason.location = try self.name(&reader)
                } else if reader.matches(key, "userRequest") {
                    reason.request = try self.name(&reader)
                } else {
                    try reader.skip()
                }
            }
            isLazy = isLazy && (1...self.lazyTypes).contains(reason.type.index)
            reasons.append(reason)
        }
        modules.setReasons(reasons, of: index)
        modules.update(index) { $0.isDynamic = isList && isLazy }
    }

    // MARK: Names

    mutating func name(at offset: Int?, _ reader: inout StatsReader) throws(StatsFault) -> StatsModules.Name {
        guard let offset else { return .empty }
        reader.go(to: offset)
        return try name(&reader)
    }

    mutating func name(_ reader: inout StatsReader) throws(StatsFault) -> StatsModules.Name {
        try reader.bytes { (bytes) throws(StatsFault) in modules.intern(bytes) } ?? .empty
    }

    mutating func names(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Name] {
        var names: [StatsModules.Name] = []
        _ = try reader.array { (reader) throws(StatsFault) in names.append(try self.name(&reader)) }
        return names
    }

    mutating func identifiers(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Name] {
        var names: [StatsModules.Name] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            if let name = try reader.identifierBytes({ self.modules.intern($0) }) { names.append(name) }
        }
        return names
    }

    /// The strings of an array, as numbers that differ if they do: names of exports are only compared.
    private func hashes(_ reader: inout StatsReader) throws(StatsFault) -> [UInt64] {
        var hashes: [UInt64] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            if let hash = try reader.bytes({ (bytes) throws(StatsFault) in NamePool.hash(bytes) }) {
                hashes.append(hash)
            }
        }
        return hashes
    }
}
