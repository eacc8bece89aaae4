/// The open brackets around the next token, innermost last, two bytes each.
///
/// Nothing here recurses, and the depth is capped: brackets deeper than `maximumDepth` are counted and treated
/// as plain groups.
struct ContextStack {
    /// The most brackets that are told apart.
    static let maximumDepth = 1 << 20

    private var entries: [UInt16] = []
    private var uncounted = 0
    /// The innermost entry that is told apart.
    private(set) var top = SyntaxContext.none

    init() { entries.reserveCapacity(256) }

    @inline(__always)
    mutating func push(_ context: SyntaxContext, _ traits: FunctionTraits = []) {
        guard entries.count < Self.maximumDepth else { return overflow(context) }
        entries.append(UInt16(context.rawValue) | UInt16(traits.rawValue) << 8)
        top = context
    }

    /// Removes the innermost entry, and gives what was pushed with it.
    @inline(__always)
    mutating func pop() -> FunctionTraits {
        guard uncounted == 0, let entry = entries.popLast() else { return [] }
        top = entries.last.flatMap { SyntaxContext(rawValue: UInt8(truncatingIfNeeded: $0)) } ?? .none
        return FunctionTraits(rawValue: UInt8(entry >> 8))
    }

    /// Takes back one bracket that was too deep; false if there is none.
    @inline(__always)
    mutating func popUncounted() -> Bool {
        guard uncounted > 0 else { return false }
        uncounted -= 1
        return true
    }

    private mutating func overflow(_ context: SyntaxContext) {
        if !context.hasNoBracket { uncounted += 1 }
    }
}
