import Foundation

/// The event that started a job, as JSON. Members are looked up one by one: other members, and those of another type than
/// expected, say nothing.
struct EventPayload {
    private let root: [String: Any]

    init(_ bytes: Data?) {
        root = bytes.flatMap { try? JSONSerialization.jsonObject(with: $0) as? [String: Any] } ?? [:]
    }

    private init(root: [String: Any]) {
        self.root = root
    }

    func object(_ path: String...) -> EventPayload? {
        (value(path) as? [String: Any]).map(EventPayload.init(root:))
    }

    /// The first object of an array.
    func first(_ path: String...) -> EventPayload? {
        ((value(path) as? [Any])?.first as? [String: Any]).map(EventPayload.init(root:))
    }

    func text(_ path: String...) -> String? {
        CIEnvironment.text(value(path) as? String)
    }

    func firstLine(_ path: String...) -> String? {
        (value(path) as? String).flatMap(CIEnvironment.firstLine)
    }

    func hash(_ path: String...) -> CommitHash? {
        (value(path) as? String).flatMap(CommitHash.init)
    }

    func branch(_ path: String...) -> BranchName? {
        CIEnvironment.text(value(path) as? String).flatMap(BranchName.init)
    }

    func number(_ path: String...) -> Int? {
        (value(path) as? Int).flatMap { $0 > 0 ? $0 : nil }
    }

    private func value(_ path: [String]) -> Any? {
        var value: Any? = root
        for name in path { value = (value as? [String: Any])?[name] }
        return value
    }
}
