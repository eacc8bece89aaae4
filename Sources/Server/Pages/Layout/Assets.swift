import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Signing
import TreemapDrawing

/// A style sheet, script or icon: embedded, and cached by browsers until its content changes.
struct Asset: Sendable {
    /// `/assets/<the beginning of its SHA-256>-<name>`
    let path: String
    private let body: ByteBuffer
    /// Nil if compression is not worthwhile.
    private let packed: ByteBuffer?
    private let headers: HTTPFields

    static let style = Asset(
        "perfsee.css", "text/css; charset=utf-8", PackageResources.perfsee_css + TreemapDrawing.style)
    static let script = Asset("perfsee.js", "text/javascript; charset=utf-8", PackageResources.perfsee_js)
    /// Shared by all tabs of a browser. A worker keeps to the policy that it is served with.
    static let worker = Asset(
        "live.js", "text/javascript; charset=utf-8", PackageResources.live_worker_js,
        policy: PageHeaders.contentSecurityPolicy)
    /// Only for the page of a treemap.
    static let treemap = Asset("treemap.js", "text/javascript; charset=utf-8", TreemapDrawing.script)
    static let icon = Asset("icon.svg", "image/svg+xml", PackageResources.icon_svg)
    static let all = [style, script, worker, treemap, icon]

    private init(_ name: String, _ contentType: String, _ bytes: [UInt8], policy: String? = nil) {
        path = "/assets/\(Hex.encode(Array(SHA256Digest.of(bytes).prefix(8))))-\(name)"
        body = ByteBuffer(bytes: bytes)
        packed =
            bytes.count < Gzip.worthwhile ? nil : Gzip.compress(bytes, .thorough).map { ByteBuffer(bytes: $0) }
        var headers: HTTPFields = [
            .contentType: contentType, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        headers[.contentSecurityPolicy] = policy
        self.headers = headers
    }

    func response(to request: Request) -> Response {
        guard let packed, Gzip.isTaken(by: request) else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: body))
        }
        var headers = headers
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: packed))
    }
}
