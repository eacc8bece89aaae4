import Domain
import Foundation
import ProgramSupport
import StoreSupport
import TestSupport
import Testing

@testable import Server

@Suite(
    "A request as curl", .sameOnEveryStore, .enabled(if: InstalledProgram.curl != nil, "curl is not installed"))
struct CurlCommandTests {
    @Test("The command runs as it is shown: with brackets in the URL, and with a body of 1 MiB")
    func runs() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let query = "/hook?filter[type]=x&a[0]=1&b={c}&q='it"
        let body = #"{"a":"it's","b":""# + String(repeating: "x", count: 1 << 20) + #""}"#
        let request = Attempt.Request(
            url: receiver.url(host: "127.0.0.1", path: query),
            headers: [
                .init(name: "content-type", value: "application/json"),
                .init(name: "X-Perfsee-Signature-256", value: "x"),
                .init(name: "X-A", value: "it's"),
            ])
        let folder = try CommandLineFolder()
        let script = try folder.write(CurlCommand(request: request, body: body).text, to: "command")
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram([script], of: "/bin/sh", environment: [CurlCommand.secret: "s"]).outcome()
        }
        #expect(outcome.status == 0, "\(outcome.errors)")
        let received = try await receiver.request(1)
        #expect(received.requestLine == "POST \(query) HTTP/1.1")
        #expect(received.body == Array(body.utf8))
        #expect(received["X-A"] == "it's" && received["X-Perfsee-Signature-256"]?.hasPrefix("sha256=") == true)
        await receiver.stop()
    }
}
