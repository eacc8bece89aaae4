import Foundation
import Hummingbird

extension APIContext {
    /// A part of the path, decoded; empty if the template has no parameter of that name. A part that is not UTF-8, or
    /// that holds a NUL, which no store accepts in text, stays as it was sent and matches nothing.
    func parameter(_ name: String) -> String {
        let text = parameters.get(name) ?? ""
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        guard let decoded = text.removingPercentEncoding, !decoded.utf8.contains(0) else { return text }
        return decoded
    }
}
