import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Server

@Suite("The upload stream")
struct UploadStreamTests {
    private static func request(_ bytes: [UInt8], announcing length: Int?) -> Request {
        var fields: HTTPFields = [:]
        fields[.contentLength] = length.map { String($0) }
        let head = HTTPRequest(method: .post, scheme: "http", authority: "a", path: "/", headerFields: fields)
        return Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: bytes)))
    }

    private static func read(_ stream: UploadStream) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await chunk in stream { all += chunk }
        return all
    }

    @Test("It passes the bytes on, and hashes them with the query only if necessary")
    func passes() async throws {
        let plain = UploadStream(of: Self.request([1, 2, 3], announcing: 3), limit: 3, hashing: nil)
        #expect(try await Self.read(plain) == [1, 2, 3])
        #expect(plain.digest.isEmpty)
        let one = UploadStream(of: Self.request([1, 2, 3], announcing: nil), limit: 3, hashing: "a=1")
        let two = UploadStream(of: Self.request([1, 2, 3], announcing: nil), limit: 3, hashing: "a=2")
        _ = try await (Self.read(one), Self.read(two))
        #expect(one.digest.count == 32)
        #expect(one.digest != two.digest)
    }

    @Test("It ends with a problem if less arrives than announced, or more than allowed")
    func ends() async throws {
        let short = UploadStream(of: Self.request([1, 2, 3], announcing: 9), limit: 10, hashing: nil)
        let broken = await #expect(throws: Problem.self) { try await Self.read(short) }
        #expect(broken?.status == .badRequest)
        let long = UploadStream(of: Self.request([1, 2, 3], announcing: nil), limit: 2, hashing: nil)
        let large = await #expect(throws: Problem.self) { try await Self.read(long) }
        #expect(large?.status == .contentTooLarge)
    }
}
