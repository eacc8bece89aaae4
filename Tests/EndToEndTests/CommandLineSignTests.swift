import Foundation
import ProgramSupport
import StoreSupport
import Testing

@Suite("The command line: sign and verify", .sameOnEveryStore)
struct CommandLineSignTests {
    private static let body = #"{"eventType":"ping","payload":{}}"#
    private let environment = ["PERFSEE_WEBHOOK_SECRET": "It's a Secret to Everybody"]

    @Test("The signature is the HMAC that openssl computes")
    func known() async throws {
        let outcome = try await CommandLineProgram.run("sign", environment: environment, input: "Hello, World!")
        #expect(outcome.status == 0)
        let expected = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        #expect(outcome.output == "X-Perfsee-Signature-256: sha256=\(expected)\n")
    }

    @Test("verify accepts what sign prints, in both schemes")
    func roundTrip() async throws {
        let folder = try CommandLineFolder()
        let secret = try folder.write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", to: "secret")
        let body = try folder.write(Self.body, to: "body.json")
        let signed = try await CommandLineProgram.run(
            "sign", "--secret-file", secret, "--id", "msg_1", "--timestamp", "1700000000", body)
        #expect(signed.status == 0)
        let headers = Self.headers(signed.output)
        #expect(headers["webhook-id"] == "msg_1")
        #expect(headers["webhook-timestamp"] == "1700000000")
        let perfsee = try #require(headers["X-Perfsee-Signature-256"])
        let standard = try #require(headers["webhook-signature"])
        let one = try await CommandLineProgram.run("verify", "--secret-file", secret, "--signature", perfsee, body)
        #expect(one.status == 0)
        let other = try await CommandLineProgram.run(
            "verify", "--secret-file", secret, "--signature", standard, "--id", "msg_1", "--timestamp", "1700000000",
            body)
        #expect(other.status == 0)
        let moved = try await CommandLineProgram.run(
            "verify", "--secret-file", secret, "--signature", standard, "--id", "msg_1", "--timestamp", "1700000001",
            body)
        #expect(moved.status == 1)
    }

    @Test("A signature of another body exits with 1 and a sentence")
    func mismatch() async throws {
        let signed = try await CommandLineProgram.run("sign", environment: environment, input: Self.body)
        let signature = try #require(Self.headers(signed.output)["X-Perfsee-Signature-256"])
        let outcome = try await CommandLineProgram.run(
            "verify", "--signature", signature, environment: environment, input: Self.body + " ")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("The signature does not match."))
        #expect(!outcome.errors.contains("Everybody"))
    }

    @Test("Without a secret it says where to put one")
    func noSecret() async throws {
        let outcome = try await CommandLineProgram.run("sign", input: Self.body)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("--secret-file"))
    }

    @Test("A file with more than a secret is named, and nothing of it is repeated")
    func twoLines() async throws {
        let folder = try CommandLineFolder()
        let secret = try folder.write("hunter2\n# of the shop\n", to: "secret.txt")
        let outcome = try await CommandLineProgram.run("sign", "--secret-file", secret, input: Self.body)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("\(secret) has more than one line. The secret must be its only line."))
        #expect(!outcome.errors.contains("hunter2"))
        let empty = try folder.write("\n", to: "empty.txt")
        let refused = try await CommandLineProgram.run("sign", "--secret-file", empty, input: Self.body)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("\(empty): The secret is empty"))
    }

    @Test("A secret that is not UTF-8 is refused, not repaired into another one")
    func notText() async throws {
        let folder = try CommandLineFolder()
        let secret = folder.url.appending(path: "secret.txt")
        try Data([0x61, 0xFF, 0x62]).write(to: secret)
        let outcome = try await CommandLineProgram.run("sign", "--secret-file", secret.path, input: Self.body)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("\(secret.path) is not valid UTF-8"))
    }

    private static func headers(_ output: String) -> [String: String] {
        let pairs = output.split(separator: "\n").map { $0.split(separator: ": ", maxSplits: 1).map(String.init) }
        return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { first, _ in first }
    }
}
