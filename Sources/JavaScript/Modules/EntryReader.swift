/// Tells webpack's runtime from the entry modules behind it: reads the statements of a function's body, and the
/// parts of sequences, up to the end of the body.
struct EntryReader {
    /// The most ranges that are kept; the last one takes in what comes after.
    private static let maximumCount = 4096

    /// The number of brackets that are open around the statements.
    let depth: Int
    /// The name of the require function, `__webpack_require__` in the source.
    private var requireName: [UInt8]?
    /// What came after the last part of the runtime.
    private var ranges: [Range<Int>] = []
    /// Where statements start that only require modules: part of an entry if more follows.
    private var bootstrapStart: Int?
    private var endsWithFunction = false
    /// Whether the runtime's lines are marked: then it has no others.
    private var isMarked = false
    /// Whether anything was certainly the runtime's.
    private(set) var hasRuntime = false

    init(depth: Int) {
        self.depth = depth
    }

    mutating func read(_ cursor: inout TokenCursor) -> [Range<Int>] {
        cursor.advance()
        while cursor.current != nil, cursor.depth >= depth {
            if cursor.depth == depth, cursor.isAt(",") || cursor.isAt(";") {
                cursor.advance()
            } else {
                add(StatementReader.read(&cursor, depth: depth, requireName: &requireName))
            }
        }
        return requireName != nil ? ranges : []
    }

    private mutating func add(_ statement: StatementReader.Statement) {
        switch statement.kind {
        case .marked:
            isMarked = true
            hasRuntime = true
        case .runtime where !isMarked:
            hasRuntime = true
            start()
        case .beforeRuntime where !isMarked: start()
        case .bootstrap: if statement.isRequiring { bootstrapStart = bootstrapStart ?? statement.range.lowerBound }
        case .calledFunction:
            bootstrapStart = nil
            append(statement.range, isFunction: true)
        case .code, .runtime, .beforeRuntime:
            let start = bootstrapStart ?? statement.range.lowerBound
            bootstrapStart = nil
            append(start..<statement.range.upperBound, isFunction: false)
        }
    }

    private mutating func start() {
        ranges = []
        bootstrapStart = nil
    }

    private mutating func append(_ range: Range<Int>, isFunction: Bool) {
        if let last = ranges.last, ranges.count >= Self.maximumCount || !isFunction && !endsWithFunction {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
        endsWithFunction = isFunction
    }
}
