import Domain
import Foundation
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The history of a project")
struct HistoryTests {
    @Test("It tells sizes, scores and entry points of each build, and what happened to packages")
    func builds() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build(["react": 1, "lodash": 1], raw: 1_000)
            try await fixture.build(["react": 1, "lodash": 2], raw: 2_000)
            try await fixture.build(["react": 1, "moment": 1], raw: 3_000)
            try await fixture.build(["react": 1, "moment": 1], raw: 3_000, branch: "other")
            let items = try await fixture.get("projects/shop/history?branch=main", as: "ron").json["items"]?.items ?? []
            #expect(items.map { $0["artifact"]?.int } == [3, 2, 1])
            #expect(items.map { $0["previous"]?.int } == [2, 1, nil])
            #expect(items.map { $0["size"]?["raw"]?.int } == [3_000, 2_000, 1_000])
            #expect(items[0]["entryPoints"]?.items.map { $0["name"]?.string } == ["app", "admin"])
            #expect(items[0]["entryPoints"]?[1]?["initialSize"]?["raw"]?.int == 1_501)
            #expect(items[0]["packageTotal"]?.int == 2 && items[0]["package"] == .null)
            let marks = items.map { item in
                (item["marks"]?.items ?? []).map { mark in
                    let names = (mark["packages"]?.items ?? []).compactMap(\.string).joined(separator: " ")
                    return "\(mark["kind"]?.string ?? "") \(names)"
                }
            }
            #expect(marks == [["packages-new moment", "packages-gone lodash"], ["packages-duplicated lodash"], []])
        }
    }

    @Test("Asked for a package and an entry point, it tells of these alone")
    func chosen() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.build(["lodash": 1, "react": 1])
            try await fixture.build(["lodash": 2])
            try await fixture.build(["react": 1], entries: ["app"])
            let path = "projects/shop/history?package=lodash&entry=admin"
            let items = try await fixture.get(path).json["items"]?.items ?? []
            #expect(items.map { $0["package"]?["copies"]?.int } == [nil, 2, 1])
            #expect(items[1]["package"]?["versions"]?.items.map(\.string) == ["1.0.0", "1.1.0"])
            #expect(items.map { $0["entryPoints"]?.items.map { $0["name"]?.string } } == [[], ["admin"], ["admin"]])
            let marks = items.map { $0["marks"]?.items.map { $0["kind"]?.string } ?? [] }
            #expect(marks == [["packages-gone"], ["packages-duplicated"], []])
        }
    }

    @Test("CSV has the numbers of JSON, and the page has them too")
    func sameNumbers() async throws {
        try await ServerFixture.with { fixture in
            for raw in [1_000, 2_500, 1_800] { try await fixture.build(["lodash": 2], raw: raw) }
            let query = "branch=main&package=lodash"
            let json = try await fixture.get("projects/shop/history?\(query)").json["items"]?.items ?? []
            let csv = try await fixture.send(
                .get, "projects/shop/history?\(query)", headers: [.accept: "text/csv"])
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8" && csv.headers[.vary] == "Accept")
            #expect(try await fixture.get("projects/shop/history?\(query)&format=csv").text == csv.text)
            let rows = Self.rows(csv.text)
            let columns = try #require(rows.first)
            func value(_ name: String, _ row: [String]) -> String { row[columns.firstIndex(of: name) ?? 0] }
            // A row for the build and one for each of its two entry points.
            #expect(rows.count == 1 + json.count * 3)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            let page = try await ron.get("/shop/history?\(query)").text
            for (place, item) in json.enumerated() {
                let build = rows[1 + place * 3], admin = rows[3 + place * 3]
                let raw = try #require(item["size"]?["raw"]?.int)
                #expect(value("artifact", build) == item["artifact"]?.int.map(String.init))
                #expect(value("sizeRaw", build) == String(raw) && value("entry", build).isEmpty)
                #expect(value("score", build) == item["score"]?.int.map(String.init))
                let entry = try #require(item["entryPoints"]?[1])
                #expect(value("entry", admin) == "admin" && value("initialSizeBrotli", admin) == "10000")
                #expect(value("initialSizeRaw", admin) == entry["initialSize"]?["raw"]?.int.map(String.init))
                #expect(value("sizeGzip", admin) == entry["size"]?["gzip"]?.int.map(String.init))
                #expect(value("packageSizeRaw", build) == "200" && item["package"]?["size"]?["raw"]?.int == 200)
                #expect(value("versions", build) == "1.0.0 1.1.0" && value("copies", build) == "2")
                #expect(page.contains(">\(SizeText.of(raw))"))
                #expect(page.contains(">1.0.0, 1.1.0 ×2 <span class=\"quiet\">200 B</span></td>"))
            }
        }
    }

    @Test("CSV is read by every spreadsheet, and none computes what stands in it")
    func formulas() async throws {
        let hostile = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "a,\"b\"", "\u{200B}=1", "<script>", "é 🦆"]
        try await ServerFixture.with { fixture in
            for name in hostile { try await fixture.build([name: 1], branch: name, name: name, entries: [name]) }
            let text = try await fixture.get("projects/shop/history?format=csv&limit=200").text
            #expect(text.hasSuffix("\r\n") && !text.replacing("\r\n", with: "").contains("\n"))
            let cells = Self.rows(text).dropFirst().flatMap(\.self)
            for cell in cells { #expect(!["=", "+", "-", "@"].contains(cell.prefix(1)), "\(cell)") }
            for name in hostile {
                let isFormula = ["=", "+", "-", "@"].contains(String(name.prefix(1)))
                #expect(cells.contains(isFormula ? "'\(name)" : name), "\(name)")
            }
        }
    }

    @Test("It goes on page by page, in JSON with a cursor and in CSV with a link, and says what is wrong with a query")
    func pages() async throws {
        try await ServerFixture.with { fixture in
            for raw in 1...5 { try await fixture.build([:], raw: raw * 1_000) }
            let first = try await fixture.get("projects/shop/history?limit=2")
            let cursor = try #require(first["nextCursor"]?.string)
            let second = try await fixture.get("projects/shop/history?limit=2&cursor=\(cursor)")
            #expect(second["items"]?.items.map { $0["artifact"]?.int } == [3, 2])
            let csv = try await fixture.get("projects/shop/history?limit=2&name=main&format=csv")
            let link = try #require(csv.headers[HTTPField.Name("Link")!])
            let prefix = "<\(ServerFixture.publicURL)/api/v1/projects/shop/history?limit=2&name=main&format=csv&cursor="
            #expect(link == "\(prefix)\(cursor)>; rel=\"next\"")
            let path = try #require(link.split(separator: ">").first).dropFirst(1 + ServerFixture.publicURL.count)
            #expect(Self.rows(try await fixture.get(String(path)).text).dropFirst().first?.first == "3")
            let last = try await fixture.get("projects/shop/history?format=csv&limit=5")
            #expect(last.headers[HTTPField.Name("Link")!] == nil)
            let wrong = "limit=0&format=xml&cursor=x&package=&nope=1&branch=%00"
            let refused = try await fixture.get("projects/shop/history?\(wrong)")
            #expect(refused.status == 422)
            #expect(Set(refused.faults) == ["limit", "format", "cursor", "package", "nope", "branch"])
        }
    }

    @Test(
        "What is only as good as JSON is answered as JSON",
        arguments: [
            (nil, false), ("*/*", false), ("text/csv", true), ("text/csv;q=0.5, application/json", false),
            ("application/json;q=0.5, text/CSV", true), ("text/csv;q=0", false), ("text/html, text/csv;q=0.1", true),
        ])
    func acceptance(accept: String?, isCSV: Bool) async throws {
        try await ServerFixture.with { fixture in
            let headers: HTTPFields = accept.map { [.accept: $0] } ?? [:]
            let answer = try await fixture.send(.get, "projects/shop/history", headers: headers)
            #expect(answer.headers[.contentType]?.hasPrefix("text/csv") == isCSV)
        }
    }

    @Test("Builds of forks, and what others have, are no part of it")
    func others() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.addProject("other")
            try await fixture.build(["secret": 1], in: "other")
            let own = try await fixture.build([:])
            try await fixture.build([:], isFork: true)
            let items = try await fixture.get("projects/shop/history").json["items"]?.items ?? []
            #expect(items.map { $0["artifact"]?.int } == [Int(own)])
            #expect(try await fixture.get("projects/other/history").status == 404)
            #expect(try await fixture.get("projects/shop/history", as: "mia-upload").status == 403)
        }
    }

    @Test("Of many builds with other packages than before, the newest are told apart")
    func manyChanges() async throws {
        try await ServerFixture.with { fixture in
            for number in 0...(HistoryReader.maximumCompared + 2) { try await fixture.build(["p\(number)": 1]) }
            let items = try await fixture.get("projects/shop/history?limit=100").json["items"]?.items ?? []
            let kinds = items.map { $0["marks"]?.items.compactMap { $0["kind"]?.string } ?? [] }
            let told = Array(repeating: ["packages-new", "packages-gone"], count: HistoryReader.maximumCompared)
            #expect(kinds == told + [["packages-changed"], ["packages-changed"], []])
        }
    }

    @Test("A mark names the first packages, and says how many more there are")
    func manyNames() {
        let mark = HistoryMark(.newPackages, (1...12).map { "p\($0)" })
        #expect(mark.packages.count == HistoryMark.maximumNames && mark.further == 2)
    }

    /// The cells of a CSV text.
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = [[]], cell = "", isQuoted = false
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if isQuoted {
                if scalar == "\"" {
                    if rest.first == "\"" { cell.unicodeScalars.append(rest.removeFirst()) } else { isQuoted = false }
                } else {
                    cell.unicodeScalars.append(scalar)
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                rows[rows.count - 1].append(cell)
                cell = ""
            } else if scalar == "\n" {
                rows[rows.count - 1].append(cell)
                cell = ""
                rows.append([])
            } else if scalar != "\r" {
                cell.unicodeScalars.append(scalar)
            }
        }
        return rows.dropLast()
    }
}
