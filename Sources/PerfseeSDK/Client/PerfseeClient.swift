public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Signing

/// A client for the API of a Perfsee server.
///
/// ```swift
/// let client = try PerfseeClient(baseURL: "http://127.0.0.1:8080", token: token)
/// let published = try await client.publish("shop:order-placed", payload: payload, to: "shop")
/// ```
///
/// Failures are thrown as ``PerfseeClientError``, whose description is a sentence for people, or as
/// `CancellationError`.
public struct PerfseeClient: Sendable {
    /// The maximum size of a response, in bytes; a larger one is an error.
    public static let maximumAnswerByteCount = 64 * 1024 * 1024

    private let baseURL: BaseURL
    private let token: TokenText?
    private let httpClient: HTTPClient
    private let retries: RetryPolicy
    private let proxy: ProxyServer?
    private let observeOutage: @Sendable (Outage) -> Void

    /// Creates a client for one server.
    ///
    /// - Parameters:
    ///   - baseURL: the server's URL, such as `http://127.0.0.1:8080`.
    ///   - token: an access token; nil for requests that need none.
    ///   - retries: the policy for requests with an idempotency key.
    ///   - httpClient: the HTTP client to use. The default is shared by the whole process and needs no shutdown.
    /// - Throws: ``PerfseeClientError/invalidBaseURL(_:)`` if the URL is not valid.
    public init(
        baseURL: String, token: String?, retries: RetryPolicy = .standard,
        httpClient: HTTPClient = PerfseeClient.sharedHTTPClient
    ) throws(PerfseeClientError) {
        self.baseURL = try BaseURL(baseURL)
        self.token = token.map { TokenText($0) }
        self.retries = retries
        self.httpClient = httpClient
        proxy = nil
        observeOutage = { _ in }
    }

    /// Creates a client for one server that may be behind a proxy, or have a certificate of an authority of your own.
    ///
    /// - Parameters:
    ///   - baseURL: the server's URL, such as `https://perfsee.example.com`.
    ///   - token: an access token; nil for requests that need none.
    ///   - retries: the policy for requests with an idempotency key.
    ///   - proxy: the proxy to connect through; nil for none.
    ///   - authorities: the certificate authorities that may have issued the server's certificate.
    ///   - observeOutage: called when the client waits for a server that is briefly unavailable, before each wait, and
    ///     when the server responds again.
    /// - Throws: ``PerfseeClientError/invalidBaseURL(_:)`` if the URL is not valid.
    public init(
        baseURL: String, token: String?, retries: RetryPolicy = .standard, proxy: ProxyServer?,
        authorities: CertificateAuthorities = .system,
        observeOutage: @escaping @Sendable (Outage) -> Void = { _ in }
    ) throws(PerfseeClientError) {
        self.baseURL = try BaseURL(baseURL)
        self.token = token.map { TokenText($0) }
        self.retries = retries
        self.proxy = proxy
        self.observeOutage = observeOutage
        httpClient = ClientRoute(proxy: proxy, authorities: authorities).httpClient
    }

    /// How long nothing may arrive before the server counts as gone. A stream sends a comment every 15 seconds.
    public static let idleTimeout: Duration = .seconds(60)

    /// Does not follow redirects, and fails immediately if nothing is listening.
    public static let sharedHTTPClient = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)

    static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.timeout.read = TimeAmount(idleTimeout)
        return configuration
    }

    /// Sends a request and returns the response.
    ///
    /// - Throws: ``PerfseeClientError``, such as ``PerfseeClientError/refused(_:)`` if the server refuses the request.
    public func send(_ request: ClientRequest) async throws -> ClientAnswer {
        var number = 1
        while true {
            let outcome = await attempt(request)
            if case .success = outcome, number > 1 { observe(.over) }
            guard case .failure(let failure) = outcome, request.idempotencyKey != nil,
                let wait = retries.wait(afterTry: number, error: failure.error, retryAfter: failure.retryAfter)
            else { return try outcome.mapError(\.error).get() }
            observe(waitingAfter: failure.error)
            try await Task.sleep(for: wait)
            number += 1
        }
    }

    /// Sends a request and decodes the response from JSON.
    ///
    /// - Throws: ``PerfseeClientError``, such as ``PerfseeClientError/refused(_:)`` if the server refuses the request.
    public func send<Value: Decodable>(_ request: ClientRequest, as type: Value.Type = Value.self) async throws -> Value
    {
        try await send(request).decode(as: type)
    }

    /// Sends a request for an event stream and returns the stream, unless the server refuses it.
    ///
    /// - Parameter id: the ID of the event to continue after.
    func stream(_ request: ClientRequest, after id: String?) async throws -> HTTPClientResponse.Body {
        var wire = wireRequest(for: request)
        wire.headers.replaceOrAdd(name: "Accept", value: "text/event-stream")
        if let id { wire.headers.add(name: "Last-Event-ID", value: id) }
        do {
            let response = try await httpClient.execute(wire, timeout: TimeAmount(request.timeout))
            guard response.status == .ok else { throw refusal(try await Self.answer(of: response)) }
            guard response.headers.first(name: "Content-Type")?.hasPrefix("text/event-stream") == true else {
                throw PerfseeClientError.unreadableAnswer(status: 200, reason: "It is not an event stream.")
            }
            return response.body
        } catch {
            throw clientError(for: error)
        }
    }

    /// The client's error for an error of the layers below.
    func clientError(for error: any Error) -> any Error {
        TransportFailure.clientError(for: error, url: baseURL.description, proxy: proxy)
    }

    /// Tells whoever observes outages.
    func observe(_ outage: Outage) {
        observeOutage(outage)
    }

    /// Tells that the client waits, unless the error is not the server's: a conflict of a retry is no outage.
    func observe(waitingAfter error: any Error) {
        guard let error = error as? PerfseeClientError, error.isPassing else { return }
        observeOutage(.waiting(error))
    }

    private struct Failure: Error {
        let error: any Error
        var retryAfter: Duration?
    }

    private func attempt(_ request: ClientRequest) async -> Result<ClientAnswer, Failure> {
        do {
            let response = try await httpClient.execute(wireRequest(for: request), timeout: TimeAmount(request.timeout))
            let answer = try await Self.answer(of: response)
            guard (200...299).contains(answer.status) else {
                return .failure(Failure(error: refusal(answer), retryAfter: Self.retryAfter(of: response)))
            }
            return .success(answer)
        } catch {
            return .failure(Failure(error: clientError(for: error)))
        }
    }

    private static func answer(of response: HTTPClientResponse) async throws -> ClientAnswer {
        let body = try await response.body.collect(upTo: maximumAnswerByteCount)
        return ClientAnswer(status: Int(response.status.code), body: Array(body.readableBytesView))
    }

    private func wireRequest(for request: ClientRequest) -> HTTPClientRequest {
        var wire = HTTPClientRequest(url: baseURL.description + request.target)
        wire.method = HTTPMethod(rawValue: request.method)
        wire.headers.add(name: "Accept", value: "application/json")
        wire.headers.add(name: "User-Agent", value: "perfsee-swift")
        if let token { wire.headers.add(name: "Authorization", value: "Bearer \(token.text)") }
        for header in request.headers { wire.headers.add(name: header.name, value: header.value) }
        if let key = request.idempotencyKey { wire.headers.add(name: "Idempotency-Key", value: key) }
        switch request.body {
        case .json(let bytes):
            wire.headers.add(name: "Content-Type", value: "application/json")
            wire.body = .bytes(bytes)
        case .lines(let bytes):
            wire.headers.add(name: "Content-Type", value: "application/x-ndjson")
            wire.body = .bytes(bytes)
        case .file(let upload):
            wire.headers.add(name: "Content-Type", value: "application/octet-stream")
            wire.body = .stream(FileChunks(upload: upload), length: .known(upload.byteCount))
        case nil: break
        }
        return wire
    }

    private func refusal(_ answer: ClientAnswer) -> PerfseeClientError {
        if let problem = try? answer.decode(as: ProblemDetails.self) { return .refused(problem) }
        let sentence = "\(baseURL) responded with status \(answer.status) and no details. Is it a Perfsee server?"
        return .refused(ProblemDetails(status: answer.status, detail: sentence))
    }

    private static func retryAfter(of response: HTTPClientResponse) -> Duration? {
        response.headers.first(name: "Retry-After").flatMap { Int($0) }.map { .seconds($0) }
    }
}
