import Foundation
import Logging
import ProgramSupport
import Storage
import Testing

@testable import perfsee

@Suite("The lines of the log")
struct LogLinesTests {
    private static let time = Date(timeIntervalSince1970: 1_700_000_000.25)

    private static func event(
        _ message: Logger.Message, error: (any Error)? = nil, metadata: Logger.Metadata? = nil
    ) -> LogEvent {
        LogEvent(
            level: .warning, message: message, error: error, metadata: metadata, source: nil, file: "", function: "",
            line: 1)
    }

    private static func fields(_ line: String) throws -> [String: String] {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return try #require(object?["fields"] as? [String: String])
    }

    @Test("A JSON line is one object with time, level, label, message and fields, the request's included")
    func json() {
        var lines = LogLines(isTerminal: false, logLevel: .info, format: .json, label: "perfsee")
        lines[metadataKey: "request"] = "r1"
        let event = Self.event("A \"message\"", metadata: ["webhook": "7", "a": "b\n\u{1B}c\u{85}d"])
        #expect(
            lines.line(for: event, at: Self.time)
                == #"{"time":"2023-11-14T22:13:20.250Z","level":"warning","label":"perfsee","#
                + #""message":"A \"message\"","fields":{"a":"b  c d","request":"r1","webhook":"7"}}"#)
    }

    @Test("A JSON line that is too long has shorter texts, and is still an object")
    func longJSON() throws {
        let lines = LogLines(isTerminal: false, logLevel: .info, format: .json)
        let long = String(repeating: "\"\u{301}", count: 100_000)
        let line = lines.line(for: Self.event("a", metadata: ["b": "\(long)", "c": "d"]), at: Self.time)
        #expect(line.utf8.count < 20_000)
        #expect(try Self.fields(line)["b"]?.unicodeScalars.count == 4_095)
        #expect(try Self.fields(line)["c"] == "")
    }

    private struct Bare: Error {
        var secret = "s3cret"
    }

    private enum Cases: Error {
        case plain
        case valued(secret: String)
    }

    private struct Described: Error, CustomStringConvertible {
        var secret = "s3cret"
        var description: String { "line 3" }
    }

    @Test(
        "An error is a sentence, its own description, or a name, never what Swift prints of its fields",
        arguments: [
            (StoreError.unknownOutcome("no route") as any Error, "no route"),
            (StoreError.busy, "too many writes"), (Described(), "line 3"), (Bare(), "Bare"),
            (Cases.plain, "Cases.plain"),
            (Cases.valued(secret: "s3cret"), "Cases.valued"), (CancellationError(), "The work was canceled."),
        ])
    func errors(_ error: any Error, _ text: String) throws {
        let lines = LogLines(isTerminal: false, logLevel: .info, format: .json)
        let said = try #require(try Self.fields(lines.line(for: Self.event("a", error: error), at: Self.time))["error"])
        #expect(said.lowercased().contains(text.lowercased()), "\(said)")
        #expect(!said.contains("s3cret") && !said.contains("(") && !said.contains("StoreError"), "\(said)")
    }

    @Test(
        "The format is a flag, a variable, or a line of the file, and another one is refused",
        arguments: [
            (["--log-format", "xml"], [:], "--log-format must be text or json; it is `xml`."),
            ([], ["PERFSEE_LOG_FORMAT": "yaml"], "PERFSEE_LOG_FORMAT must be text or json; it is `yaml`."),
        ] as [([String], [String: String], String)])
    func setting(_ flags: [String], _ environment: [String: String], _ sentence: String) async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(["serve"] + flags, environment: environment).outcome()
        }
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(sentence))
        let folder = try CommandLineFolder()
        let file = try folder.write("log-format: json\n", to: "perfsee.yaml")
        let settings = try ServeSettings(try await SettingSources(flags: [:], environment: [:], file: file))
        #expect(settings.logFormat == .json)
    }

    @Test("Every line that a server logs is JSON if it is asked to")
    func server() async throws {
        let folder = try CommandLineFolder()
        let arguments = ["serve", "--port", "0", "--database", "sqlite:" + folder.path("p.db"), "--log-format", "json"]
        let server = try RunningProgram(arguments, environment: ["PERFSEE_LOG_LEVEL": "debug"])
        _ = try await CommandLineProgram.onAnotherThread { server.line(with: "listens at") }
        server.signal(SIGTERM)
        let outcome = try await CommandLineProgram.onAnotherThread { server.outcome() }
        #expect(outcome.status == 0)
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(!lines.isEmpty)
        for line in lines { #expect(throws: Never.self) { try Self.fields(line) } }
    }
}
