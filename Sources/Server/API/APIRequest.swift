import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Signing
import Storage

/// A request by someone who is known.
struct APIRequest: Sendable {
    let services: Services
    let http: Request
    let context: APIContext
    let caller: Authenticated

    /// A part of the path; empty where the template has none of that name.
    func parameter(_ name: String) -> String { context.parameter(name) }

    /// A part of the path that counts something; 0, which nothing has as its id, where it is no such number.
    func number(_ name: String) -> Int64 { Self.number(parameter(name)) }

    /// 0 for what is no such number.
    static func number(_ text: String) -> Int64 {
        text.isDigits ? Int64(text) ?? 0 : 0
    }

    /// The project of the path, if the caller may do in it what the request needs.
    func project(for need: Access.Need) async throws -> Project {
        try await Authorizer(services: services, caller: caller).project(parameter("project"), for: need)
    }

    /// The body read by a table of fields, its faults not yet thrown.
    func form(_ table: FieldTable) async throws -> Form {
        try await readForm(table).form
    }

    /// The form, and the key under which the request is done once only.
    func creation(_ table: FieldTable) async throws -> (form: Form, key: IdempotencyKey?) {
        let (form, bytes) = try await readForm(table)
        return (form, try idempotencyKey(bodyHash: SHA256Digest.of(bytes)))
    }

    private func readForm(_ table: FieldTable) async throws -> (form: Form, bytes: [UInt8]) {
        let body = BodyReader(limit: services.configuration.bodyLimits.other)
        let bytes = try await body.json(of: http, in: context)
        guard !bytes.isEmpty else {
            // A client that lost its body on the way is not to believe that something was changed.
            guard http.method != .patch else {
                throw Problem(.badRequest, "The body is empty; it must be a JSON object. {} changes nothing.")
            }
            return (Form(absent: table), bytes)
        }
        return (try Form(JSONDocument(scanning: bytes).root, table), bytes)
    }
}
