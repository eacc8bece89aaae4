/// Decodes mappings once to check them.
struct MappingCheck {
    private(set) var segmentCount = 0
    private(set) var isSorted = true
    /// The position of the last segment so far, as lines and columns order them.
    private var last = Int64(-1)

    /// Checks the mappings of one section. The previous ones must end before it begins.
    mutating func add(_ section: SourceMap.Section, number: Int) throws(SourceMapFault) {
        let start = Self.position(Int32(section.frame.line), Int32(section.frame.column))
        guard start > last || segmentCount == 0 else { throw .sectionOrder(section: number) }
        var decoder = MappingDecoder(section.mappings.bytes, section.frame)
        var (count, last, isSorted) = (0, self.last, self.isSorted)
        do throws(MappingFault) {
            while let segment = try decoder.next() {
                count += 1
                let position = Self.position(segment.line, segment.column)
                if position < last { isSorted = false } else { last = position }
            }
        } catch {
            throw .mapping(error, line: decoder.line)
        }
        segmentCount += count
        (self.last, self.isSorted) = (last, isSorted)
    }

    private static func position(_ line: Int32, _ column: Int32) -> Int64 { Int64(line) << 32 | Int64(column) }
}
