import Domain
import Foundation
import Signing
import Testing

@testable import Server

/// The pages have Chinese for every English sentence of the code below them: these tests cover all of those.
@Suite("Sentences from below the pages")
struct SayingsTests {
    private static let sources = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    @Test("A sentence is translated with its placeholders filled in, preferring the more specific of two matches")
    func holes() {
        let strings = Strings.chinese
        #expect(strings.fault("must be 1 to 30") == "须在 1 到 30 之间")
        #expect(strings.fault("must be 1 to 30 seconds") == "须在 1 到 30 秒之间")
        #expect(strings.fault("must be of a-z, 0-9, - and _, and not all digits").hasPrefix("只能包含 a-z、0-9、- 和 _"))
        #expect(strings.fault("must have at most 20 characters; it has 21").contains("现在有 21 个"))
        let refusal =
            "is in a private network, which this server does not send to. "
            + "An operator can allow it with `--allow-network 10.0.0.0/8`."
        let translated = strings.fault("`10.0.0.1` \(refusal)")
        #expect(translated.hasPrefix("`10.0.0.1` 位于私有网络") && translated.contains("`--allow-network 10.0.0.0/8`"))
        #expect(strings.said("The address 10.0.0.1 \(refusal)").hasPrefix("地址 10.0.0.1 位于私有网络"))
        #expect(strings.said(Attempt.detail(ofBlockedName: "a.b")).hasPrefix("`a.b` 未指向公网地址"))
        #expect(strings.said("No answer within 30 s. Answer 2xx first, work later.").hasPrefix("在 30 s 内没有响应"))
        let note =
            "The receiver closed a connection that was kept open, so the request was sent again on a new one. If that "
            + "happens often, have it name the time that it keeps connections open (`Keep-Alive: timeout=`)."
        let both = strings.said("No answer within 30 s. Answer 2xx first, work later. \(note)")
        #expect(both.hasPrefix("在 30 s 内没有响应") && both.hasSuffix(strings.said(note)) && strings.said(note) != note)
        #expect(strings.said("Something new.") == "Something new." && strings.translation(of: "Something new.") == nil)
        #expect(strings.said(refusal) == refusal && Strings.english.said("must be 1 to 30") == "must be 1 to 30")
    }

    @Test("Every fault of webhook and project fields has a translation")
    func fields() throws {
        var messages: Set<String> = []
        let tables = [
            WebhookFields.creation, WebhookFields.change, ProjectFields.creation, ProjectFields.change,
        ]
        for table in tables {
            for entry in table.entries {
                for value in Self.values {
                    messages.formUnion(try Self.faults(#"{"\#(entry.name)":\#(value)}"#, table))
                }
            }
        }
        for body in Self.bodies { messages.formUnion(try Self.faults(body, WebhookFields.creation)) }
        for id in ["x y", "123", "admin"] { messages.formUnion(try Self.faults(#"{"id":"\#(id)"}"#, tables[2])) }
        messages.formUnion(try Self.faults(#"{"baselineBranch":"/(/"}"#, tables[2]))
        #expect(messages.count > 35)
        for message in messages { #expect(Strings.chinese.translation(of: message) != nil, "\(message)") }
    }

    @Test("Every fault of the forms of accounts, tokens and members has a translation")
    func accounts() {
        let emails = ["", "no", String(repeating: "x", count: 300), "a\u{1}@b"]
        let passwords = [("short", ""), (String(repeating: "x", count: 2000), ""), ("long enough", "but another")]
        let faults =
            emails.compactMap { NewPassword.fault(email: $0) }
            + passwords.flatMap { NewPassword.faults(password: $0.0, again: $0.1) }.map(\.message)
            + [Field<Access.Role>.faultOfChoice]
        for message in faults { #expect(Strings.chinese.translation(of: message) != nil, "\(message)") }
    }

    @Test(
        "Every sentence in the code has a translation",
        arguments: [
            ("Server/Resources/WebhookURL.swift", #"refused\("((?:[^"\\]|\\.)*)"\)"#, 5),
            ("Server/Resources/WebhookHeaders.swift", #"(?:return|\?|:) "((?:must|is|names) (?:[^"\\]|\\.)*)""#, 7),
            ("Server/Pages", #"message: "((?:[^"\\]|\\.)*)""#, 6),
            ("Server/Pages", #"Problem\(\.\w+, "((?:[^"\\]|\\.)*)"\)"#, 2),
            ("Server/Problems", #"(?:Problem\(\.\w+, |retriable\(|notFound\()"((?:[^"\\]|\\.)*)""#, 5),
            ("Signing/InvalidSecret.swift", #"^ +"((?:[^"\\]|\\.)*)"$"#, 4),
            ("Delivery/Sender", #"SendFailure\(\s*\.\w+,\s*"((?!\\\(subject\))(?:[^"\\]|\\.)*)"\s*\)"#, 15),
            ("Delivery/Sender", #"why: "([^"\\]*)""#, 2),
            ("Delivery/Sender/SendStep.swift", #""([A-Z](?:[^"\\]|\\.)*\.)""#, 5),
            ("Delivery/Sender/Exchange.swift", #""(The (?:[^"\\]|\\.)*)""#, 2),
            ("Delivery/Sender/ClientConnection.swift", #"malformed\("([^"\\]*)"\)"#, 1),
            ("Delivery/Worker/Classification.swift", #""(The (?:[^"\\]|\\.)*)""#, 7),
            ("Delivery/EgressGuard/EgressRange.swift", #"case .* = "([^"]*)""#, 12),
            ("Delivery/EgressGuard/EgressBlock.swift", #""((?:`|Port )(?:[^"\\]|\\.)*)""#, 4),
            ("Domain/Attempt+blockedName.swift", #""(`\\\(name\)` (?:[^"\\]|\\.)*)""#, 1),
            (
                "Storage/Deciding", #"\.(?:conflict|limit)\(\s*(?:field: \S+\s+)?message: "((?:[^"\\]|\\.)*)""#, 10
            ),
        ] as [(String, String, Int)])
    func code(path: String, pattern: String, least: Int) throws {
        let regex = try Regex(pattern, as: (Substring, Substring).self).anchorsMatchLineEndings()
        var found = 0
        for file in try Self.files(Self.sources.appending(path: path)) {
            // Joins sentences that are split over several lines.
            let text = try String(contentsOf: file, encoding: .utf8).replacing(#/"\s*\+ "/#, with: "")
            for match in text.matches(of: regex) {
                found += 1
                let sentence = Self.filled(String(match.1))
                #expect(Strings.chinese.translation(of: sentence) != nil, "\(sentence), in \(file.lastPathComponent)")
            }
        }
        #expect(found >= least, "only \(found) sentences in \(path): does the pattern still fit?")
    }

    /// With every placeholder filled in.
    private static func filled(_ literal: String) -> String {
        literal.replacing(#/\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/#, with: "7").replacing("\\\"", with: "\"")
    }

    private static func files(_ place: URL) throws -> [URL] {
        guard place.pathExtension.isEmpty else { return [place] }
        let all = try #require(FileManager.default.enumerator(at: place, includingPropertiesForKeys: nil))
        return all.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    }

    private static func faults(_ body: String, _ table: FieldTable) throws -> [String] {
        try Form(JSONDocument(scanning: Array(body.utf8)).root, table).faults.map(\.message)
    }

    /// Values of every kind, most of them wrong in any field.
    private static let values = [
        "null", "1.5", "99999999", "-1", "true", "[]", "{}", #""""#, #""x""#, #""\u0001""#, #""\ud800""#,
        "\"\(String(repeating: "x", count: 5000))\"",
    ]

    private static let bodies: [String] = {
        let urls = [
            "ftp://x", "http://ü.example/", "https://a.example/#x", "https://u@a.example/", "https:///x",
            "https://a.example:0/",
        ]
        let headers = [
            #"{"Host":"x"}"#, #"{"X Y":"1"}"#, #"{"X-A":"a\nb"}"#, #"{"X-A":" b"}"#, #"{"X-A":1}"#,
            #"{"X-A":"1","x-a":"2"}"#, "{\"X-A\":\"\(String(repeating: "x", count: 5000))\"}",
            "{\((0...20).map { "\"X-\($0)\":\"1\"" }.joined(separator: ","))}",
        ]
        let schedules =
            ["[0]", #"["x"]"#, "[\(Array(repeating: "604800", count: 5).joined(separator: ","))]"]
            + ["[\(Array(repeating: "1", count: 21).joined(separator: ","))]"]
        let secrets = [#""whsec_?""#, #""a\nb""#]
        return urls.map { #"{"url":"\#($0)"}"# } + headers.map { #"{"headers":\#($0)}"# }
            + schedules.map { #"{"retrySchedule":\#($0)}"# } + secrets.map { #"{"secret":\#($0)}"# }
            + ["{}", #"{"unknown":1,"url":"https://a.example","url":"https://a.example"}"#, #"{"method":"GET"}"#]
    }()
}
