import PostgresClient
import PostgresSupport
import Testing

@Suite("TLS", .timeLimit(.minutes(1)))
struct TLSTests {
    @Test("is as the connection string demands")
    func verified() async throws {
        var options = TemporaryPostgres.Options()
        options.hasTLS = true
        let server = try await TemporaryPostgres.start(options)
        let root = server.rootCertificate
        let verified = try server.settings(options: "sslmode=verify-full&sslrootcert=\(root)")
        let connection = try await PostgresConnection.connect(verified)
        #expect(try await connection.run(\.isEncrypted))
        let bytes = [UInt8](repeating: 5, count: 3_000_000)
        #expect(try await connection.query("SELECT $1", bytes).value(as: [UInt8].self) == bytes)
        await connection.close()

        let unknown = await failure {
            _ = try await PostgresConnection.connect(
                try server.settings(options: "sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt"))
        }
        #expect(unknown.kind == .connectFailed)
        #expect(unknown.message.contains("certificate"))
        try await server.end()
    }

    @Test("that is required and not to be had is a refusal")
    func required() async throws {
        let server = try await TemporaryPostgres.shared()
        let error = await failure {
            _ = try await PostgresConnection.connect(try server.settings(options: "sslmode=require"))
        }
        #expect(error.kind == .connectFailed)
        #expect(error.message.contains("SSL"))
        let plain = try await PostgresConnection.connect(try server.settings(options: "sslmode=prefer"))
        #expect(try await !plain.run(\.isEncrypted))
        await plain.close()
    }
}
