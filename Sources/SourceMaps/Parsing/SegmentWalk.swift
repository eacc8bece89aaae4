/// The segments of a whole map in the order of the generated text, decoded one after another.
///
/// Only where a map has them in another order are they stored, those of one line at a time.
package struct SegmentWalk {
    private let sections: [SourceMap.Section]
    private var section = 0
    private var decoder: MappingDecoder?
    /// The segments of one line, for a map that is not sorted.
    private var line: [Segment] = []
    private var next = 0
    /// The first segment after `line`.
    private var following: Segment?
    private let isSorted: Bool

    /// - Parameter map: its text must outlive the walk.
    package init(_ map: SourceMap) {
        sections = map.sections
        isSorted = map.isSorted
    }

    /// The next segment; nil after the last. Of segments at one position each counts until the next, so the last wins.
    package mutating func segment() -> Segment? {
        if isSorted { return decoded() }
        if next == line.count { readLine() }
        guard next < line.count else { return nil }
        next += 1
        return line[next - 1]
    }

    private mutating func readLine() {
        line.removeAll(keepingCapacity: true)
        next = 0
        guard let first = following ?? decoded() else { return }
        following = nil
        line.append(first)
        while let segment = decoded() {
            guard segment.line == first.line else {
                following = segment
                break
            }
            line.append(segment)
        }
        line.sort { $0.column < $1.column }
    }

    /// The next segment in the map's own order.
    private mutating func decoded() -> Segment? {
        while true {
            // The map was checked: nothing is thrown.
            if let segment = try? decoder?.next() { return segment }
            guard section < sections.count else { return nil }
            decoder = MappingDecoder(sections[section].mappings.bytes, sections[section].frame)
            section += 1
        }
    }
}
