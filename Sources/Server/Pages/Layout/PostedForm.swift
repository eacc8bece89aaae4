import Domain
import HTTPTypes
import Hummingbird
import Localization
import NIOCore

/// A form as a browser sends it: names with one or more text values.
struct PostedForm: Sendable {
    /// The name of the hidden field that proves that the form is one of ours.
    static let keyName = "form-key"

    private let values: [String: [String]]

    /// Throws a 413 if the body is over `limit` bytes, a 415 if it is not a form, a 400 if it is not UTF-8.
    init(_ request: Request, _ context: APIContext, limit: Int) async throws {
        let type = request.headers[.contentType]?.split(byte: ";").first.map { $0.trimmed.lowercased() }
        guard type == "application/x-www-form-urlencoded" else {
            throw Problem(.unsupportedMediaType, .request(.notAForm))
        }
        let reader = BodyReader(limit: limit)
        try reader.checkLength(of: request)
        self.init(try Self.pairs(of: String(buffer: try await reader.bytes(of: request, in: context))))
    }

    init(_ pairs: [(String, String)]) {
        values = Dictionary(grouping: pairs, by: \.0).mapValues { $0.map(\.1) }
    }

    private static func pairs(of text: String) throws -> [(String, String)] {
        try Query(text: text).parameters.map { name, value in
            guard let value else { throw Problem(.badRequest, .request(.formNotUTF8)) }
            return (name, value)
        }
    }

    /// The first value of that name as it was typed; empty if there is none.
    subscript(name: String) -> String { values[name]?.first ?? "" }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Whether a checkbox of that name is checked, or a button of that name was pressed.
    func has(_ name: String) -> Bool { values[name] != nil }

    /// With line breaks as they are stored: browsers send CR LF.
    func lines(_ name: String) -> String { self[name].replacing("\r\n", with: "\n") }
}
