import Foundation
import ProgramSupport
import Reports
import Testing

@testable import Server

@Suite("The numbers of a build, wherever they are shown", .timeLimit(.minutes(3)))
struct SameNumbersEverywhereTests {
    /// What a reviewer reads of a build.
    private struct Numbers: Equatable {
        /// Nil where a format has no sentence for it.
        var verdict: String?
        /// By entry point and coding, such as `main raw`.
        var initialSizes: [String: Int] = [:]
        /// Uncompressed, by the name of what caused it.
        var causes: [String: Int] = [:]
        /// Uncompressed, by name: what is wasted.
        var duplicates: [String: Int] = [:]
        /// The names of those that are exceeded; nil where budgets are not shown.
        var exceeded: [String]?
    }

    @Test(
        "The command line in every format, the API and the page agree on verdict, sizes, causes, duplicates and budgets"
    )
    func agree() async throws {
        let scene = try await EverywhereScene()
        let numbers = try numbers(ofReport: scene.json)
        #expect(numbers.verdict == scene.text.split(separator: "\n").first.map(String.init))
        #expect(numbers.initialSizes.count == 6 && numbers.causes["lodash"] == 70_123, "\(numbers)")
        #expect(numbers.duplicates.count == 1 && numbers.exceeded == ["Home page"], "\(numbers)")
        // What is written to a file is what is printed.
        #expect(try AnyJSON(scene.report("report.json")) == scene.json)

        try checkExact(scene, numbers)
        try checkRounded(scene.text, numbers, "text") { $0 }
        try checkRounded(scene.markdown, numbers, "Markdown") { "`\($0)`" }
        try await checkAPI(scene, numbers)
        try checkPage(try await scene.fetch("/shop/artifacts/2"), numbers)
    }

    // MARK: What each says

    private func numbers(ofReport json: AnyJSON) throws -> Numbers {
        let report = try #require(json["changeReport"])
        var numbers = Numbers(verdict: report["verdict"]?["text"]?.text)
        for entryPoint in report["entryPoints"]?.items ?? [] {
            for coding in Coding.allCases.map(\.rawValue) {
                let name = try #require(entryPoint["name"]?.text)
                numbers.initialSizes["\(name) \(coding)"] = entryPoint["initialSize"]?["current"]?[coding]?.integer
            }
        }
        numbers.causes = named(report["causes"], "change")
        numbers.duplicates = named(report["duplicates"], "wasted")
        numbers.exceeded = report["verdict"]?["exceededBudgets"]?.items.compactMap(\.text)
        return numbers
    }

    /// The uncompressed size that is a member of each of these, by their names.
    private func named(_ list: AnyJSON?, _ member: String) -> [String: Int] {
        var found: [String: Int] = [:]
        for one in list?.items ?? [] { found[one["name"]?.text ?? ""] = one[member]?["raw"]?.integer }
        return found
    }

    /// The formats for programs have every byte.
    private func checkExact(_ scene: EverywhereScene, _ numbers: Numbers) throws {
        let (junit, metrics) = (try scene.report("junit.xml"), try scene.report("metrics.txt"))
        let page = try scene.report("report.html")
        let sarif = try AnyJSON(scene.report("perfsee.sarif"))
        let run = try #require(sarif["runs"]?.items.first)
        let quality = try AnyJSON(scene.report("gl-code-quality-report.json")).items
        let properties = try #require(run["properties"])
        for (key, bytes) in numbers.initialSizes {
            let (name, coding) = (String(key.split(separator: " ")[0]), String(key.split(separator: " ")[1]))
            #expect(junit.contains("name=\"\(name).initialSize.\(coding)\" value=\"\(bytes)\""), "JUnit: \(key)")
            let series = "perfsee_entry_point_initial_size_bytes{entry_point=\"\(name)\",coding=\"\(coding)\"}"
            #expect(metrics.contains("\(series) \(bytes)\n"), "metrics: \(key)")
            #expect(page.contains("<data value=\"\(bytes)\">"), "page of the report: \(key)")
            let entryPoint = properties["entryPoints"]?.items.first { $0["name"]?.text == name }
            #expect(entryPoint?["initialSize"]?["current"]?[coding]?.integer == bytes, "SARIF: \(key)")
        }
        for bytes in numbers.causes.values {
            #expect(page.contains("value=\"\(bytes)\">\(Figure.signed(bytes))</data>"))
        }
        for bytes in numbers.duplicates.values { #expect(page.contains("<data value=\"\(bytes)\">")) }
        let verdict = try #require(numbers.verdict)
        #expect(junit.contains("name=\"verdict\" value=\"\(verdict)\""))
        #expect(page.contains("<title>\(verdict)</title>"))

        let results = try #require(run["results"]?.items)
        func messages(_ rule: String) -> [String] {
            results.filter { $0["ruleId"]?.text == rule }.compactMap { $0["message"]?["text"]?.text }
        }
        let exceeded = try #require(numbers.exceeded)
        #expect(messages("budget-exceeded").count == exceeded.count)
        #expect(quality.filter { $0["check_name"]?.text == "budget-exceeded" }.count == exceeded.count)
        #expect(junit.components(separatedBy: "<failure type=\"budget-exceeded\"").count - 1 == exceeded.count)
        for name in exceeded {
            #expect(messages("budget-exceeded").contains { $0.contains(name) })
            #expect(page.contains("✕ <code>\(name)</code>"))
        }
        let lodash = Figure.signed(try #require(numbers.causes["lodash"])).dropFirst()
        #expect(messages("import-added").contains { $0.contains("lodash") && $0.contains(lodash) })
        for (name, bytes) in numbers.duplicates {
            let found = results.filter { $0["ruleId"]?.text?.hasPrefix("duplicate-") == true }
            let wasted = Figure(bytes: bytes, change: nil).text
            #expect(found.contains { $0["message"]?["text"]?.text?.contains(wasted) == true }, "\(name)")
            #expect(quality.contains { $0["description"]?.text?.contains(wasted) == true }, "\(name)")
        }
    }

    /// The formats for people have them rounded, all in the same way.
    private func checkRounded(
        _ text: String, _ numbers: Numbers, _ format: String, name: (String) -> String
    ) throws {
        #expect(text.contains(try #require(numbers.verdict)), "\(format)")
        let lines = text.split(separator: "\n")
        func has(_ subject: String, _ figure: String) -> Bool {
            lines.contains { $0.contains(name(subject)) && $0.contains(figure) }
        }
        for (key, bytes) in numbers.initialSizes {
            let subject = String(key.split(separator: " ")[0])
            // An entry point that did not change is not listed.
            guard subject == "main" else { continue }
            #expect(has(subject, Figure(bytes: bytes, change: nil).text), "\(format): \(key)")
        }
        for (subject, bytes) in numbers.causes { #expect(has(subject, Figure.signed(bytes)), "\(format): \(subject)") }
        for (subject, bytes) in numbers.duplicates {
            #expect(has(subject, Figure(bytes: bytes, change: nil).text), "\(format): \(subject)")
        }
        for subject in numbers.exceeded ?? [] { #expect(has(subject, "✕"), "\(format): \(subject)") }
    }

    private func checkAPI(_ scene: EverywhereScene, _ numbers: Numbers) async throws {
        let path = "/api/v1/projects/shop/artifacts/2"
        let report = try AnyJSON(try await scene.fetch("\(path)/report"))
        let diff = try AnyJSON(try await scene.fetch("\(path)/diff"))
        for entryPoint in diff["entryPoints"]?.items ?? [] {
            let name = try #require(entryPoint["name"]?.text)
            let stored = report["entryPoints"]?.items.first { $0["name"]?.text == name }
            for coding in Coding.allCases.map(\.rawValue) {
                let bytes = numbers.initialSizes["\(name) \(coding)"]
                #expect(entryPoint["initialSize"]?["current"]?[coding]?.integer == bytes, "diff: \(name) \(coding)")
                #expect(stored?["initialSize"]?[coding]?.integer == bytes, "report: \(name) \(coding)")
            }
        }
        #expect(named(diff["change"]?["causes"], "change") == numbers.causes)
        #expect(named(report["duplicates"]?["list"], "wasted") == numbers.duplicates)
        let budgets = try AnyJSON(try await scene.fetch(path))["budgets"]?.items ?? []
        #expect(budgets.count == 2)
        #expect(budgets.filter { $0["exceeded"] == .bool(true) }.compactMap { $0["name"]?.text } == numbers.exceeded)
    }

    private func checkPage(_ page: String, _ numbers: Numbers) throws {
        var expected = numbers
        expected.initialSizes = numbers.initialSizes.filter { $0.key.hasSuffix(" raw") }
        #expect(shown(onPage: page) == expected)
    }

    /// What the artifact's page shows, as its templates have it: the one place to change with them.
    private func shown(onPage page: String) -> Numbers {
        func part(_ start: String, _ end: String) -> String {
            let rest = page.components(separatedBy: start).dropFirst().first ?? ""
            return rest.components(separatedBy: end)[0]
        }
        func plain(_ text: some StringProtocol) -> String {
            String(text).replacing(/<\/?code>/, with: "`").replacing(/<[^>]*>/, with: "").replacing("&#39;", with: "'")
        }
        /// The first exact number of each row, by the row's name.
        func table(_ section: String, until end: String = "</tbody>") -> [String: Int] {
            let row = /<tr><td>(?:<a [^>]*>)?([^<]*)(?:<\/a>)?[\s\S]*?<data value="(-?\d+)"/
            let rows = part("<h2 id=\"\(section)\">", end).components(separatedBy: "<tr>").dropFirst(2)
            let found = rows.compactMap { "<tr>\($0)".firstMatch(of: row) }
            let pairs = found.map { (plain($0.1).trimmingCharacters(in: .whitespaces), Int($0.2) ?? -1) }
            return Dictionary(pairs) { first, _ in first }
        }
        var numbers = Numbers(verdict: plain(part("<p id=\"verdict\" class=\"verdict\">", "</p>")))
        for (name, bytes) in table("entries") { numbers.initialSizes["\(name) raw"] = bytes }
        numbers.causes = table("causes").filter { $0.key != "Everything else" }
        numbers.duplicates = table("duplicates")
        let budgets = part("<h2 id=\"budgets\">", "</table>")
        numbers.exceeded = budgets.components(separatedBy: "<tr>").filter { $0.contains("✕") }.compactMap { row in
            row.firstMatch(of: /<td[^>]*>([^<]*)/).map { String($0.1) }
        }
        return numbers
    }
}
