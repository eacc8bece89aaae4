import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Localization
import Signing
import Storage

/// A request from an authenticated caller.
struct APIRequest: Sendable {
    let services: Services
    let http: Request
    let context: APIContext
    let caller: Authenticated

    /// A part of the path; empty if the template has no parameter of that name.
    func parameter(_ name: String) -> String { context.parameter(name) }

    /// A numeric part of the path; 0, which is never an id, if it is not a valid number.
    func number(_ name: String) -> Int64 { Self.number(parameter(name)) }

    /// 0 if the text is not a valid number.
    static func number(_ text: String) -> Int64 {
        text.isDigits ? Int64(text) ?? 0 : 0
    }

    /// The project in the path, if the caller may do what the request needs.
    func project(for need: Access.Need) async throws -> Project {
        try await Authorizer(services: services, caller: caller).project(parameter("project"), for: need)
    }

    /// The body read by a field table, with its faults not yet thrown.
    func form(_ table: FieldTable) async throws -> Form {
        try await readForm(table).form
    }

    /// The form, and the idempotency key.
    func creation(_ table: FieldTable) async throws -> (form: Form, key: IdempotencyKey?) {
        let (form, bytes) = try await readForm(table)
        return (form, try idempotencyKey(bodyHash: SHA256Digest.of(bytes)))
    }

    private func readForm(_ table: FieldTable) async throws -> (form: Form, bytes: [UInt8]) {
        let body = BodyReader(limit: services.configuration.bodyLimits.other)
        let bytes = try await body.json(of: http, in: context)
        guard !bytes.isEmpty else {
            // A client whose body was lost on the way must not believe that something changed.
            guard http.method != .patch else {
                throw Problem(.badRequest, .request(.emptyPatch))
            }
            return (Form(absent: table), bytes)
        }
        return (try Form(JSONDocument(scanning: bytes).root, table), bytes)
    }
}
