import Foundation
import Hummingbird

extension APIContext {
    /// A part of the path, decoded; empty where the template has none of that name. What is no text, or holds a NUL, which
    /// no store takes for text, stays as it was sent, and is the name of nothing.
    func parameter(_ name: String) -> String {
        let text = parameters.get(name) ?? ""
        guard let decoded = text.removingPercentEncoding, !decoded.utf8.contains(0) else { return text }
        return decoded
    }
}
