import Domain

extension Change {
    func applied(to value: Value?) -> Value? {
        switch self {
        case .keep: value
        case .set(let new): new
        }
    }
}
