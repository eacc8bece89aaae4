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
            modules.setSideEffects(try sideEffects(&reader), of: index)
        }
    }

    /// Two nulls say that nothing is known of the exports.
    mutating func readExports(
        of index: Int, _ draft: ModuleDraft, _ reader: inout StatsReader
    ) throws(StatsFault) {
        guard let provided = draft.provided, let used = draft.used else { return }
        reader.go(to: provided)
        let isProvidedKnown = !reader.isAtNull
        let providedNames = reader.isAtArray ? try hashes(&reader) : nil
        reader.go(to: used)
        let isUsedKnown = !reader.isAtNull
        let usedNames = reader.isAtArray ? try hashes(&reader) : nil
        modules.update(index) { module in
            module.isESM = isProvidedKnown || isUsedKnown
            if let providedNames, let usedNames, providedNames.count > usedNames.count {
                module.unusedExports = Set(providedNames).subtracting(usedNames).count
            }
        }
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

    mutating func sideEffects(_ reader: inout StatsReader) throws(StatsFault) -> [StatsModules.Name] {
        let mark = Array("with side effects in source code at".utf8)
        var places: [StatsModules.Name] = []
        _ = try reader.array { (reader) throws(StatsFault) in
            let place = try reader.bytes { (bytes) throws(StatsFault) in
                ByteSearch.contains(mark, in: bytes) ? self.modules.intern(bytes) : .empty
            }
            if let place, place != .empty { places.append(place) }
        }
        return places
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
