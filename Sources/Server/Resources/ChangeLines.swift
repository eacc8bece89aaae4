import Domain
import Storage

/// A change as the lines of one server-sent event.
enum ChangeLines {
    static let backlog = 4_000

    static func text(_ change: NumberedChange) -> String {
        var json = JSONWriter()
        var name = "reset"
        switch change.change {
        case .delivery(let delivery):
            name = "delivery"
            delivery.write(to: &json)
        case .artifact(let id, let status):
            name = "artifact"
            json.object { json in
                json.integer("id", id)
                json.string("status", status.rawValue)
            }
        case .reset:
            json.object { _ in }
        }
        let id = change.id.isEmpty ? "" : "id: \(change.id)\n"
        return "\(id)event: \(name)\ndata: \(String(decoding: json.bytes, as: UTF8.self))\n\n"
    }
}
