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
        try checkLength(of: request)
        try checkContentType(of: request)
        let coding = try BodyCoding(of: request.headers)
        let body = try await bytes(of: request, in: context)
        guard body.readableBytes == 0 || request.headers[.contentType] != nil else { throw Self.notJSON }
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
        guard let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit else { return }
        throw Problem.tooLarge(limit: limit)
    }

    private func checkContentType(of request: Request) throws {
        guard let type = request.headers[.contentType] else { return }
        let parts = type.split(byte: ";").map { $0.trimmed.lowercased() }
        guard let name = parts.first, Self.types.contains(name) else { throw Self.notJSON }
        let charsets = parts.dropFirst().filter { $0.hasBytePrefix("charset=") }
        guard charsets.allSatisfy({ $0 == "charset=utf-8" || $0 == "charset=\"utf-8\"" }) else { throw Self.notJSON }
    }

    private static let types: Set<String> = ["application/json", "application/merge-patch+json"]

    private static let notJSON = Problem(.unsupportedMediaType, .request(.unsupportedContentType))
}
