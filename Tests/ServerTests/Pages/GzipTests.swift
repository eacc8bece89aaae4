import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import Zlib

@testable import Server

@Suite("Compressed pages")
struct GzipTests {
    @Test("Decompression restores the original")
    func roundTrip() throws {
        for effort in [Gzip.Effort.fast, .thorough] {
            for bytes in [Array("x".utf8), Array(String(repeating: "quay and pier, ", count: 20_000).utf8)] {
                #expect(try Self.unpacked(#require(Gzip.compress(bytes, effort))) == bytes)
            }
        }
    }

    @Test("The style sheet is compressed for clients that accept it, and for no others")
    func assets() async throws {
        try await ServerFixture.with { fixture in
            let plain = try await Self.get(Asset.style.path, [:], fixture)
            let packed = try await Self.get(Asset.style.path, [.acceptEncoding: "br;q=1.0, gzip;q=0.8"], fixture)
            #expect(plain.headers[.contentEncoding] == nil && packed.headers[.contentEncoding] == "gzip")
            #expect(packed.headers[.vary] == "Accept-Encoding")
            #expect(try Self.unpacked(Array(buffer: packed.body)) == Array(buffer: plain.body))
            #expect(packed.body.readableBytes * 2 < plain.body.readableBytes)
            for refusal in ["", "br", "gzip;q=0", "xgzip"] {
                let answer = try await Self.get(Asset.style.path, [.acceptEncoding: refusal], fixture)
                #expect(answer.headers[.contentEncoding] == nil, "\(refusal)")
            }
        }
    }

    @Test("A page that another site made the browser request is not compressed, so its length reveals nothing")
    func breach() async throws {
        try await ServerFixture.with { fixture in
            for (site, isPacked) in [
                ("same-origin", true), ("none", true), ("cross-site", false), ("same-site", false), (nil, false),
            ] as [(String?, Bool)] {
                var headers: HTTPFields = [.acceptEncoding: "gzip"]
                headers[.fetchSite] = site
                let page = try await Self.get("/sign-in", headers, fixture)
                #expect((page.headers[.contentEncoding] == "gzip") == isPacked, "\(site ?? "not said")")
                #expect(page.headers[.vary]?.contains("Sec-Fetch-Site") == true)
                let html = isPacked ? try Self.unpacked(Array(buffer: page.body)) : Array(buffer: page.body)
                #expect(String(decoding: html, as: UTF8.self).contains("form-key"))
            }
        }
    }

    private static func get(_ path: String, _ headers: HTTPFields, _ fixture: ServerFixture) async throws
        -> TestResponse
    {
        try await fixture.client.executeRequest(uri: path, method: .get, headers: headers, body: nil)
    }

    private static func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
        let stream = try #require(InflateStream(.gzip))
        return bytes.withUnsafeBytes { bytes in
            [UInt8](unsafeUninitializedCapacity: 1_000_000) { target, count in
                var input = bytes
                let (written, status) = stream.step(&input, into: UnsafeMutableRawBufferPointer(target))
                #expect(status == .ended && input.isEmpty)
                count = written
            }
        }
    }
}
