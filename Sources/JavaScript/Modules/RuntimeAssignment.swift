/// Looks for `n.d=` and `n.O.j=`, where `n` is webpack's require function.
struct RuntimeAssignment {
    private enum State {
        case none
        case require
        case dot
        case property
        case furtherDot
    }

    private(set) var isFound = false
    private var state = State.none
    private var isAfterDot = false

    mutating func see(_ cursor: TokenCursor, isRequire: Bool) {
        let isDot = cursor.isAt(".")
        switch state {
        case .require where isDot: state = .dot
        case .property where isDot: state = .furtherDot
        case .property where cursor.isAt("="): isFound = true
        case .dot where isRuntimeName(cursor), .furtherDot where cursor.current?.kind == .identifierName:
            state = .property
        default: state = isRequire && !isAfterDot ? .require : .none
        }
        isAfterDot = isDot
    }

    private func isRuntimeName(_ cursor: TokenCursor) -> Bool {
        guard let token = cursor.current, token.kind == .identifierName else { return false }
        return RuntimeName.isOne(cursor.bytes[token.range])
    }
}
