import Mustache

/// A view as templates read it: its stored properties by name, collected once. The library itself would reflect on the
/// view, and on each enclosing one, at every mention of a name, which is most of the time that a long list takes.
struct ViewFields: MustacheParent {
    private let fields: [String: Any]

    func child(named name: String) -> Any? { fields[name] }

    /// - Parameter view: any value. Structs become fields, as do those within them and within arrays; strings and numbers
    ///   become text, and Booleans stay as they are. Returns nil for an optional that holds nothing.
    static func of(_ view: Any) -> Any? {
        switch view {
        case let text as String: return ViewText(renderText: text)
        case is Bool: return view
        case let number as Int: return ViewText(renderText: "\(number)")
        case let number as Int64: return ViewText(renderText: "\(number)")
        case let view as any FieldedView: return ViewFields(view)
        case is any MustacheParent: return view
        case let optional as any Held: return optional.held.flatMap(of)
        case let list as any Listed: return list.listed.compactMap(of)
        default: break
        }
        let mirror = Mirror(reflecting: view)
        switch mirror.displayStyle {
        case .struct, .class, .tuple: return ViewFields(mirror)
        default: return view
        }
    }

    private init(_ view: some FieldedView) {
        let fields = view.fields
        assert(Set(fields.keys) == Set(Mirror(reflecting: view).children.compactMap(\.label)), "\(view)")
        self.fields = fields.compactMapValues { $0.flatMap(Self.of) }
    }

    private init(_ mirror: Mirror) {
        var fields: [String: Any] = [:]
        for (name, value) in mirror.children {
            if let name, let value = Self.of(value) { fields[name] = value }
        }
        self.fields = fields
    }
}

/// Text within a view, or a number. The library would ask a string at every mention whether it is one of five other
/// things, and then describe it.
struct ViewText: MustacheCustomRenderable {
    let renderText: String

    var isNull: Bool { false }
}

/// A view that lists often contain, which names its own properties because a mirror would be slow.
protocol FieldedView: Sendable {
    /// All of its stored properties by name.
    var fields: [String: Any?] { get }
}

/// The value of an optional, without a mirror, which takes most of a microsecond.
private protocol Held {
    var held: Any? { get }
}

extension Optional: Held {
    fileprivate var held: Any? { self }
}

private protocol Listed {
    var listed: [Any] { get }
}

extension Array: Listed {
    fileprivate var listed: [Any] { self }
}
