import JSONLexing

/// Collects what a ``SourceMap`` consists of. Each object is scanned for its members first, which may be in any order.
struct SourceMapParser {
    private(set) var sections: [SourceMap.Section] = []
    private(set) var sources: [SourceMap.Source] = []
    private(set) var originals = Originals()
    private(set) var check = MappingCheck()
    private var reader: MapReader
    /// The offset of the last section.
    private var previous = (line: 0, column: 0)

    init(_ text: UnsafeBufferPointer<UInt8>) { reader = MapReader(text) }

    mutating func parse() throws(SourceMapFault) {
        guard case .beginObject = reader.next().token else {
            try reader.skip()
            throw .notAnObject
        }
        let fields = try MapFields(&reader)
        try reader.end()
        guard let offset = fields[.sections] else { return try map(fields, MappingDecoder.Frame()) }
        guard fields[.mappings] == nil else { throw .mappingsBesideSections }
        try checkVersion(fields)
        _ = try optionalString(.file, fields)
        try enterArray(.sections, at: offset)
        var isFirst = true
        while try reader.element(isFirst: &isFirst) { try section() }
    }

    // MARK: Maps

    private mutating func section() throws(SourceMapFault) {
        guard sections.count < SourceMap.sectionLimit else { throw .tooMany(.sections, limit: SourceMap.sectionLimit) }
        let section = try object(.sections)
        let resume = reader.lexer.position
        guard let offset = section[.offset] else { throw .missing(.offset) }
        guard let map = section[.map] else { throw .missing(.map) }
        reader.go(to: offset)
        let position = try object(.offset)
        let frame = MappingDecoder.Frame(line: try index(.line, position), column: try index(.column, position))
        guard (frame.line, frame.column) >= previous else { throw .sectionOrder(section: sections.count) }
        previous = (frame.line, frame.column)
        reader.go(to: map)
        let fields = try object(.map)
        guard fields[.sections] == nil else { throw .nestedSections }
        try self.map(fields, frame)
        reader.go(to: resume)
    }

    /// Reads a regular map.
    private mutating func map(_ fields: MapFields, _ frame: MappingDecoder.Frame) throws(SourceMapFault) {
        try checkVersion(fields)
        _ = try optionalString(.file, fields)
        var frame = frame
        frame.firstSource = sources.count
        let mappings = try mappings(fields)
        let root = try optionalString(.sourceRoot, fields)
        try readSources(fields)
        frame.sourceCount = sources.count - frame.firstSource
        frame.nameCount = try nameCount(fields)
        try readContents(fields, first: frame.firstSource)
        try readIgnoreList(fields, first: frame.firstSource)
        let section = SourceMap.Section(frame: frame, mappings: mappings, root: root)
        try check.add(section, number: sections.count)
        sections.append(section)
    }

    // MARK: Members of a map

    private mutating func checkVersion(_ fields: MapFields) throws(SourceMapFault) {
        guard let offset = fields[.version] else { throw .missing(.version) }
        reader.go(to: offset)
        guard case .number = reader.next().token, try reader.index() == 3 else { throw .version }
    }

    private mutating func mappings(_ fields: MapFields) throws(SourceMapFault) -> MappingText {
        guard let offset = fields[.mappings] else { throw .missing(.mappings) }
        reader.go(to: offset)
        return MappingText(try string(.mappings), reader.lexer)
    }

    private mutating func readSources(_ fields: MapFields) throws(SourceMapFault) {
        guard let offset = fields[.sources] else { throw .missing(.sources) }
        try enterArray(.sources, at: offset)
        var isFirst = true
        while try reader.element(isFirst: &isFirst) {
            guard sources.count < SourceMap.sourceLimit else { throw .tooMany(.sources, limit: SourceMap.sourceLimit) }
            sources.append(SourceMap.Source(name: try stringOrNull(.sources), section: Int32(sections.count)))
            originals.appendUnknown()
        }
    }

    /// Contents without a source are ignored.
    private mutating func readContents(_ fields: MapFields, first: Int) throws(SourceMapFault) {
        guard let offset = present(.sourcesContent, fields) else { return }
        try enterArray(.sourcesContent, at: offset)
        var index = first
        var isFirst = true
        while try reader.element(isFirst: &isFirst) {
            if let content = try stringOrNull(.sourcesContent), index < sources.count {
                originals.measure(index, UnsafeBufferPointer(rebasing: reader.lexer.bytes[content.written]))
            }
            index += 1
        }
    }

    private mutating func readIgnoreList(_ fields: MapFields, first: Int) throws(SourceMapFault) {
        guard let offset = present(.ignoreList, fields) else { return }
        try enterArray(.ignoreList, at: offset)
        var isFirst = true
        while try reader.element(isFirst: &isFirst) {
            let (token, offset) = reader.next()
            guard case .number = token else { throw .wrongType(.ignoreList, offset: offset) }
            guard let index = try reader.index(), first + index < sources.count else {
                throw .ignoreListIndex(offset: offset)
            }
            sources[first + index].isIgnored = true
        }
    }

    private mutating func nameCount(_ fields: MapFields) throws(SourceMapFault) -> Int {
        guard let offset = present(.names, fields) else { return 0 }
        try enterArray(.names, at: offset)
        var count = 0
        var isFirst = true
        while try reader.element(isFirst: &isFirst) {
            _ = try string(.names)
            count += 1
        }
        return count
    }

    // MARK: Values

    /// The offset of a member that is neither missing nor null.
    private mutating func present(_ field: SourceMapField, _ fields: MapFields) -> Int? {
        guard let offset = fields[field] else { return nil }
        reader.go(to: offset)
        if case .null = reader.next().token { return nil }
        return offset
    }

    private mutating func enterArray(_ field: SourceMapField, at offset: Int) throws(SourceMapFault) {
        reader.go(to: offset)
        guard case .beginArray = reader.next().token else { throw .wrongType(field, offset: offset) }
        reader.enter()
    }

    private mutating func object(_ field: SourceMapField) throws(SourceMapFault) -> MapFields {
        let (token, offset) = reader.next()
        guard case .beginObject = token else { throw .wrongType(field, offset: offset) }
        return try MapFields(&reader)
    }

    private mutating func string(_ field: SourceMapField) throws(SourceMapFault) -> JSONString {
        let (token, offset) = reader.next()
        guard case .string = token else { throw .wrongType(field, offset: offset) }
        return try reader.string()
    }

    private mutating func stringOrNull(_ field: SourceMapField) throws(SourceMapFault) -> JSONString? {
        guard case .null = reader.next().token else { return try string(field) }
        try reader.skip()
        return nil
    }

    private mutating func optionalString(
        _ field: SourceMapField, _ fields: MapFields
    ) throws(SourceMapFault) -> JSONString? {
        guard present(field, fields) != nil else { return nil }
        return try string(field)
    }

    private mutating func index(_ field: SourceMapField, _ fields: MapFields) throws(SourceMapFault) -> Int {
        guard let offset = fields[field] else { throw .missing(field) }
        reader.go(to: offset)
        guard case .number = reader.next().token, let index = try reader.index() else {
            throw .wrongType(field, offset: offset)
        }
        return index
    }
}
