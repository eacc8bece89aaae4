import Mustache

/// A view as templates read it: its stored properties by name, taken once. The library by itself would reflect upon the
/// view, and upon each one around it, at every mention of a name, which is most of the time that a long list takes.
struct ViewFields: MustacheParent {
    private let fields: [String: Any]

    func child(named name: String) -> Any? { fields[name] }

    /// - Parameter view: any value. Structs become fields, as do those within them and within arrays; texts, numbers,
    ///   truth values and tables stay as they are; nil for an optional that holds nothing.
    static func of(_ view: Any) -> Any? {
        switch view {
        case is String, is Bool, is Int, is Int64, is [String: String]: return view
        default: break
        }
        let mirror = Mirror(reflecting: view)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { of($0.value) }
        case .collection: return mirror.children.compactMap { of($0.value) }
        case .struct, .class, .tuple: return ViewFields(mirror)
        default: return view
        }
    }

    private init(_ mirror: Mirror) {
        var fields: [String: Any] = [:]
        for (name, value) in mirror.children {
            if let name, let value = Self.of(value) { fields[name] = value }
        }
        self.fields = fields
    }
}
