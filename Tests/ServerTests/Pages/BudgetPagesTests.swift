import Domain
import Localization
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Budgets on pages")
struct BudgetPagesTests {
    @Test("An artifact's page has each budget with a mark and a word, whose they are, and the form to accept")
    func section() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.exceedingArtifact()
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get("/shop/artifacts/1")
            #expect(page.text.contains(#"<h2 id="budgets">Budgets</h2>"#))
            #expect(page.text.contains("Checked against perfsee-budgets.yaml in the build."))
            #expect(page.text.contains(#"<span class="bad"><span aria-hidden="true">✕</span> exceeded</span>"#))
            #expect(page.text.contains(#"<span class="good"><span aria-hidden="true">✓</span> kept</span>"#))
            #expect(page.text.contains("&lt;main&gt;") && page.text.contains("177 kB"))
            #expect(page.text.contains("drift (size) is not checked: there is no earlier build of the baseline branch"))
            #expect(page.text.contains("2 more are not listed."))
            #expect(page.text.contains(#"<form method="post" action="/shop/artifacts/1/acceptance""#))
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture, language: "zh-CN")
            let read = try await ron.get("/shop/artifacts/1")
            #expect(read.text.contains("预算") && read.text.contains("超出") && !read.text.contains("/acceptance\""))
        }
    }

    @Test("An artifact without budgets says nothing of them")
    func none() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.analyzedArtifact(version: 1)
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let page = try await mia.get("/shop/artifacts/1")
            #expect(page.status == 200 && !page.text.contains("id=\"budgets\""))
            #expect(try await mia.get("/shop/artifacts/1/acceptance").status == 409)
        }
    }

    @Test("Accepting needs a reason, which is kept when it is refused; then the page says who, when and why")
    func accepting() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.exceedingArtifact()
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let (artifact, path) = ("/shop/artifacts/1", "/shop/artifacts/1/acceptance")
            let long = String(repeating: "x", count: ExcessAcceptance.longestReason + 1)
            for reason in ["", "  ", " \r\n", long] {
                let refused = try await mia.post(path, [("reason", reason)], from: artifact)
                #expect(refused.status == 422)
                #expect(refused.text.contains(#"aria-invalid="true""#) && refused.text.contains("id=\"reason-fault\""))
                #expect(refused.text.contains("<a href=\"#reason\">Reason for accepting the excess</a>"))
                #expect(reason.isBlank || refused.text.contains(reason))
            }
            let accepted = try await mia.post(path, [("reason", "<b>Worth it</b>\r\nReally")], from: artifact)
            #expect(accepted.status == 303 && accepted.location == "\(artifact)?notice=excess-accepted#budgets")
            let page = try await mia.get("\(artifact)?notice=excess-accepted")
            #expect(page.text.contains("Excess accepted."))
            #expect(page.text.contains("<blockquote>&lt;b&gt;Worth it&lt;/b&gt;\nReally</blockquote>"))
            #expect(page.text.contains("Home page (&lt;main&gt;) up to 177 kB"))
            #expect(page.text.contains("mia · <time"))
            #expect(page.text.contains("</span> accepted</span>") && !page.text.contains("action=\"\(path)\""))
            #expect(try await mia.post(path, [("reason", "x")], from: "/account").status == 409)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.post(path, [("reason", "x")], from: "/account").status == 403)
        }
    }

    @Test("Settings -> Budgets keeps what was typed, and shows each mistake with its line at the field")
    func settings() async throws {
        try await ServerFixture.with { fixture in
            let mia = try await Visitor.signedIn(fixture.accounts.mia, in: fixture)
            let path = "/shop/settings/budgets"
            let empty = try await mia.get(path)
            #expect(empty.text.contains("<textarea id=\"text\"") && empty.text.contains("maxDrift: 10 %"))
            #expect(try await mia.get("/shop").text.contains("href=\"\(path)\""))
            let wrong = "budgets:\r\n  - on: size\r\n    max: <much>\r\n"
            let refused = try await mia.post(path, [("text", wrong)], from: path)
            #expect(refused.status == 422)
            #expect(refused.text.contains("max: &lt;much&gt;"))
            #expect(refused.text.contains("line 3, budgets[1].max: must be a size such as 170 kB"))
            #expect(refused.text.contains(#"aria-describedby="text-hint text-fault" aria-invalid="true""#))
            let right = "\r\nbudgets:\r\n  - {on: size, max: 1 kB}\r\n"
            let saved = try await mia.post(path, [("text", right)], from: path)
            #expect(saved.location == "\(path)?notice=budgets-saved")
            let shop = try #require(try await fixture.store.project("shop"))
            let stored = try await fixture.store.budgets(of: shop.number)
            #expect(stored?.text == "\nbudgets:\n  - {on: size, max: 1 kB}\n")
            // A browser drops the first line break in a text area.
            #expect(try await mia.get(path).text.contains(">\n\nbudgets:\n  - {on: size, max: 1 kB}\n</textarea>"))
            _ = try await mia.post(path, [("text", "\r\n")], from: path)
            #expect(try await fixture.store.budgets(of: shop.number) == nil)
            let ron = try await Visitor.signedIn(fixture.accounts.ron, in: fixture)
            #expect(try await ron.get(path).status == 403)
        }
    }
}
