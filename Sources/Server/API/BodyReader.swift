import Domain
import HTTPTypes
import Hummingbird
import Localization
import NIOCore

/// Reads bodies into memory, up to the allowed size.
struct BodyReader: Sendable {
    let limit: Int

    /// The bytes of a JSON body, unpacked but not yet parsed; empty if there is none. The limit holds for both.
    func json(of request: Request, in context: APIContext) async throws -> [UInt8] {
        try await text(of: request, as: Self.types, orElse: Self.notJSON, in: context)
    }

    /// The bytes of an NDJSON body, as `json` has those of JSON.
    func lines(of request: Request, in context: APIContext) async throws -> [UInt8] {
        try await text(of: request, as: Self.typesOfLines, orElse: Self.notLines, in: context)
    }

    private func text(
        of request: Request, as types: Set<String>, orElse refusal: Problem, in context: APIContext
    ) async throws -> [UInt8] {
        try checkLength(of: request)
        try checkContentType(of: request, types, orElse: refusal)
        let coding = try BodyCoding(of: request.headers)
        let body = try await bytes(of: request, in: context)
        guard body.readableBytes == 0 || request.headers.value(of: .contentType) != nil else { throw refusal }
        return try coding.decoded(Array(body.readableBytesView), limit: limit) { try context.caller?.hold($0) }
    }

    /// A body of any kind, which counts as held in memory until the request is answered.
    func bytes(of request: Request, in context: APIContext) async throws -> ByteBuffer {
        try await request.askForBody(in: context)
        var collected = ByteBuffer()
        for try await var chunk in request.body {
            guard collected.readableBytes + chunk.readableBytes <= limit else { throw Problem.tooLarge(limit: limit) }
            try context.caller?.hold(chunk.readableBytes)
            collected.writeBuffer(&chunk)
        }
        return collected
    }

    /// A body whose announced length is too large is not read at all.
    func checkLength(of request: Request) throws {
        guard let length = request.headers.value(of: .contentLength).flatMap({ Int($0) }), length > limit
        else { return }
        throw Problem.tooLarge(limit: limit)
    }

    private func checkContentType(of request: Request, _ types: Set<String>, orElse refusal: Problem) throws {
        guard let type = request.headers.value(of: .contentType), !types.contains(type) else { return }
        let parts = type.split(byte: ";").map { $0.trimmed.lowercased() }
        guard let name = parts.first, types.contains(name) else { throw refusal }
        let charsets = parts.dropFirst().filter { $0.hasBytePrefix("charset=") }
        guard charsets.allSatisfy({ $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }) else { throw refusal }
    }

    private static let types: Set<String> = ["application/json", "application/merge-patch+json"]

    private static let typesOfLines: Set<String> = ["application/x-ndjson", "application/ndjson"]

    private static let notLines = Problem(.unsupportedMediaType, .request(.notLines))
    private static let notJSON = Problem(.unsupportedMediaType, .request(.unsupportedContentType))
}
