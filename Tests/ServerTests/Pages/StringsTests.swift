import Foundation
import Localization
import Testing

@testable import Server

@Suite("The table of strings")
struct StringsTests {
    private static let pages = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Server/Pages")

    @Test("It has a text in every language for every key, and no duplicate keys")
    func complete() {
        var seen: Set<String> = []
        for (key, texts) in Strings.sources.flatMap(\.self) {
            #expect(Set(texts.keys) == Set(Language.allCases.map(\.rawValue)), "\(key)")
            #expect(texts.values.allSatisfy { !$0.isEmpty }, "\(key)")
            #expect(seen.insert(key).inserted, "\(key) is in two tables")
        }
    }

    @Test("It uses the same placeholders in every language")
    func sameValues() {
        for (key, texts) in Strings.sources.flatMap(\.self) {
            let names = texts.values.map { text in Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) }) }
            #expect(Set(names).count == 1, "\(key)")
        }
    }

    @Test("It fills in values unchanged, even those that look like a placeholder")
    func valuesAsTheyAre() {
        let strings = Strings.english
        let text = strings("webhooks-in-trouble", ["failing": "{disabled}", "disabled": "2"])
        #expect(text.contains("{disabled}") && text.contains("2"))
    }

    @Test("It has every key that a template uses")
    func templates() {
        for (name, bytes) in PageResources.templates {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /\{\{t\.([^}]+)\}\}/) {
                #expect(Strings.english.table[String(match.1)] != nil, "\(match.1), read in \(name)")
            }
        }
    }

    @Test("A text with code in it is never shown with its backticks")
    func backticks() async throws {
        for (name, bytes) in PageResources.templates {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /\{\{t\.([^}]+)\}\}/) {
                let texts = [Strings.english, .chinese].compactMap { $0.table[String(match.1)] }
                #expect(!texts.contains { $0.contains("`") }, "\(match.1), read in \(name)")
            }
        }
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            for page in ["/shop", "/shop/artifacts", "/shop/settings/tokens"] {
                let text = try await mia.get(page).text
                #expect(text.contains("<code>upload</code>") && !text.contains("`"), "\(page)")
            }
        }
    }

    @Test("A template includes only templates that there are")
    func partials() {
        for (name, bytes) in PageResources.templates {
            for match in String(decoding: bytes, as: UTF8.self).matches(of: /\{\{>([^}]+)\}\}/) {
                #expect(PageResources.templates[String(match.1)] != nil, "\(match.1), included by \(name)")
            }
        }
    }

    @Test("Every template and every file of strings is listed")
    func listed() throws {
        let names = try Self.files("mustache").map { $0.deletingPathExtension().lastPathComponent }
        let listed = Set(names.map { $0.replacing("_", with: "-") })
        #expect(listed == Set(PageResources.templates.keys))
        // Those of a treemap are with what draws it.
        #expect(try Self.files("json").count + 1 == PageResources.strings.count)
    }

    @Test("The code of the pages renders only templates that there are")
    func rendered() throws {
        let names = try Self.inCode(/render\(\s*"([a-z0-9-]+)"/)
        #expect(names.count > 10)
        for (name, file) in names { #expect(PageResources.templates[name] != nil, "\(name), rendered in \(file)") }
    }

    @Test("It has every key that the code of the pages uses")
    func code() throws {
        let keys = try Self.inCode(/strings\("([a-z0-9-]+)"/)
        #expect(keys.count > 10)
        for (key, file) in keys { #expect(Strings.english.table[key] != nil, "\(key), read in \(file)") }
    }

    /// What an expression captures in the code of the pages, with the name of the file.
    private static func inCode(_ expression: Regex<(Substring, Substring)>) throws -> [(String, file: String)] {
        try files("swift").flatMap { file in
            try String(contentsOf: file, encoding: .utf8).matches(of: expression).map {
                (String($0.1), file.lastPathComponent)
            }
        }
    }

    private static func files(_ kind: String) throws -> [URL] {
        let files = try #require(FileManager.default.enumerator(at: pages, includingPropertiesForKeys: nil))
        return files.compactMap { $0 as? URL }.filter { $0.pathExtension == kind }
    }

    @Test(
        "The first supported language that the browser prefers is used",
        arguments: [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language.chinese), ("en-GB", .english), ("de, zh;q=0.5, en;q=0.4", .chinese),
            ("", .english), ("fr", .english), ("zh;q=0, en;q=0.1", .english), ("en;q=0.2, zh;q=0.9", .chinese),
        ])
    func preferred(header: String, language: Language) {
        #expect(Language.preferred(header) == language)
    }
}
