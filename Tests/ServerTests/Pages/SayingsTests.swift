import Domain
import Foundation
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
        let refusal =
            "is in a private network, which this server does not send to. "
            + "An operator can allow it with `--allow-network 10.0.0.0/8`."
        #expect(strings.said("The address 10.0.0.1 \(refusal)").hasPrefix("地址 10.0.0.1 位于私有网络"))
        #expect(strings.said(Attempt.detail(ofBlockedName: "a.b")).hasPrefix("`a.b` 未指向公网地址"))
        #expect(strings.said("No answer within 30 s. Answer 2xx first, work later.").hasPrefix("在 30 s 内没有响应"))
        let note =
            "The receiver closed a connection that was kept open, so the request was sent again on a new one. If that "
            + "happens often, have it name the time that it keeps connections open (`Keep-Alive: timeout=`)."
        let both = strings.said("No answer within 30 s. Answer 2xx first, work later. \(note)")
        #expect(both.hasPrefix("在 30 s 内没有响应") && both.hasSuffix(strings.said(note)) && strings.said(note) != note)
        #expect(strings.said("Something new.") == "Something new." && strings.translation(of: "Something new.") == nil)
        #expect(strings.said(refusal) == refusal && Strings.english.said(note) == note)
    }

    @Test(
        "Every sentence in the code has a translation",
        arguments: [
            ("Delivery/Sender", #"SendFailure\(\s*\.\w+,\s*"((?!\\\(subject\))(?:[^"\\]|\\.)*)"\s*\)"#, 15),
            ("Delivery/Sender", #"why: "([^"\\]*)""#, 2),
            ("Delivery/Sender/SendStep.swift", #""([A-Z](?:[^"\\]|\\.)*\.)""#, 5),
            ("Delivery/Sender/Exchange.swift", #""(The (?:[^"\\]|\\.)*)""#, 2),
            ("Delivery/Sender/ClientConnection.swift", #"malformed\("([^"\\]*)"\)"#, 1),
            ("Delivery/Worker/Classification.swift", #""(The (?:[^"\\]|\\.)*)""#, 7),
            ("Delivery/EgressGuard/EgressRange.swift", #"case .* = "([^"]*)""#, 12),
            ("Domain/Attempt+blockedName.swift", #""(`\\\(name\)` (?:[^"\\]|\\.)*)""#, 1),
            ("Analysis/AnalysisWorker.swift", #"(?:claimed,|reason:)\s*"((?:[^"\\]|\\.)*)""#, 2),
            ("BundleAnalysis/Archive/ArchiveForm.swift", #"\], "([^"]+)"\)"#, 7),
            ("BundleAnalysis/Archive/TarReader.swift", #"kind = "([^"]+)""#, 5),
            ("BundleAnalysis/AnalysisWarnings.swift", #"\["((?:[^"\\]|\\.)*)"\]"#, 1),
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

    @Test("Every reason for a failed analysis and every warning of a successful one has a translation")
    func analysis() throws {
        let place = Self.sources.appending(path: "BundleAnalysis")
        let archives = try Self.taken(in: Self.joined(place.appending(path: "Archive/ArchiveForm.swift")))
        let pattern =
            #"(?:\.build\(\s*(?:stage|\.\w+),|warnings\.add\(|problem:|refusal\(|expected\()"#
            + #"\s*"((?:[^"\\]|\\.)*)""#
        let regex = try Regex(pattern, as: (Substring, Substring).self)
        // Only the command line says these, about a folder on its own machine.
        let local: Set<String> = ["BuildArchiver.swift", "BuildSelection.swift", "FolderWalk.swift"]
        var found = 0
        for file in try Self.files(place) where !local.contains(file.lastPathComponent) {
            let text = try Self.joined(file)
            for match in text.matches(of: regex) {
                found += 1
                let literal = String(match.1).replacing("\\(ArchiveForm.taken)", with: archives)
                for sentence in Self.variants(of: literal, in: text) where !Self.isCode(sentence) {
                    #expect(
                        Strings.chinese.translation(of: sentence) != nil, "\(sentence), in \(file.lastPathComponent)")
                }
            }
        }
        #expect(found >= 45, "only \(found) sentences: does the pattern still fit?")
    }

    @Test("Sentences composed by an analysis are translated in every part")
    func composed() {
        let strings = Strings.chinese
        let broken = strings.said(
            "The stats file `s.json` breaks off at line 1, column 2 (byte 1): there is `x` where a key in quotes "
                + "or `}` should be. Write it again with the build tool. Another file's stats were used.")
        #expect(broken.hasPrefix("stats 文件 `s.json` 在第 1 行第 2 列（字节 1）处无法继续读取：此处应为：引号中的键或 `}`"))
        #expect(broken.hasSuffix("（实际为：`x`）。请用构建工具重新生成。已改用另一个文件的 stats。"))
        #expect(strings.said("the byte 7") == "字节 7")
        #expect(strings.said("`a`, `b` and 2 more") == "`a`, `b` 以及另外 2 个")
        let refusal = "The archive has a member that climbs out of it, `../x`: such archives are refused. "
        let translated = strings.said(refusal + "Pack the build's own folder with plain paths.")
        #expect(translated.hasPrefix("压缩包含有路径越出压缩包的成员 `../x`：此类压缩包会被拒绝。"))
    }

    @Test("Every audit has its own title and text, in English those of the audit")
    func audits() throws {
        var found = 0
        for file in try Self.files(Self.sources.appending(path: "BundleAnalysis/Audits")) {
            let text = try String(contentsOf: file, encoding: .utf8).replacing(#/"\s*\+ "/#, with: "")
            let audits = text.matches(
                of:
                    #/let id = "([^"]+)"\n(?: +let rule.*\n)? +let title = "([^"]+)"\n +let desc =\s+"((?:[^"\\]|\\.)*)"/#
            )
            for audit in audits {
                found += 1
                let about = audit.3.replacing("\\\"", with: "\"")
                #expect(Strings.english.table["audit-\(audit.1)"] == String(audit.2), "\(audit.1)")
                #expect(Strings.english.table["audit-about-\(audit.1)"] == String(about), "\(audit.1)")
            }
        }
        #expect(found == 6)
    }

    /// A file's text, with sentences on several lines joined.
    private static func joined(_ file: URL) throws -> String {
        let text = try String(contentsOf: file, encoding: .utf8).replacing(#/"\s*\+ "/#, with: "")
        return text.replacing(#/"\s*\+ Self\.taken/#, with: "\\(Self.taken)\"")
    }

    /// What a file of the analysis says that one should send; empty if it says nothing about it.
    private static func taken(in text: String) -> String {
        text.firstMatch(of: #/static let taken =\s*"([^"]+)"/#).map { String($0.1) } ?? ""
    }

    /// The sentences that a literal of the analysis stands for: one for each text that its file fills in.
    private static func variants(of literal: String, in text: String) -> [String] {
        let counted = text.matches(of: #/atMost: StatsLimits\.\w+, "([a-z ]+)"/#).map { String($0.1) }
        let holes: [(String, [String])] = [
            ("\\(subject)", ["The archive", "The file `7`"]), ("\\(Self.taken)", [taken(in: text)]),
            ("\\(what)", counted),
        ]
        var sentences = [literal]
        for (hole, texts) in holes where literal.contains(hole) && !texts.isEmpty {
            sentences = sentences.flatMap { sentence in texts.map { sentence.replacing(hole, with: $0) } }
        }
        return sentences.map { filled($0) }
    }

    /// Whether it is only a name or a symbol, which is the same in every language.
    private static func isCode(_ sentence: String) -> Bool {
        sentence.wholeMatch(of: #/`[^`]*`/#) != nil
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
}
