import Domain
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("The URL of a new webhook")
struct WebhookURLFieldTests {
    @Test(
        "A host that means this machine is refused, however it is written",
        arguments: [
            ("http://127.0.0.1:1/", "--allow-network 127.0.0.0/8"), ("http://0x7f.1/", "--allow-network 127.0.0.0/8"),
            ("http://2130706433/", "--allow-network 127.0.0.0/8"),
            ("http://[::ffff:127.0.0.1]/", "--allow-network 127.0.0.0/8"),
            ("http://localhost./", "--allow-network 127.0.0.0/8"), ("http://93.184.216.34/", "the server itself"),
            ("http://１２７.０.０.１/", "--allow-network 127.0.0.0/8"),
            ("http://127。0。0。1/", "--allow-network 127.0.0.0/8"),
            ("http://%31%32%37.0.0.1/", "not an IPv4 address"), ("http://%6cocalhost/", "contains `%`"),
        ])
    func machine(_ url: String, _ message: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post("projects/shop/webhooks", #"{"url":"\#(url)"}"#)
            #expect(answer.status == 422 && answer.text.contains(message), "\(answer.text)")
            let id = try await fixture.makeWebhook()
            let change = try await fixture.patch("projects/shop/webhooks/\(id)", #"{"url":"\#(url)"}"#)
            #expect(change.status == 422 && change.text.contains(message), "\(change.text)")
        }
    }

    @Test(
        "A refusal says at which character the URL is wrong as it was typed, counted from 1, and what to write instead",
        arguments: [
            ("https://hooks.example/x?a={b}", "the character { at position 27. Write it as `%7B`.", "字符 {（第 27 个字符）"),
            ("https://hooks.example/für", "the character ü at position 24. Write it as `%C3%BC`.", "（第 24 个字符）"),
            ("https://bücher.example/für", "the character ü at position 25. Write it", "字符 ü（第 25 个字符）"),
            ("https://bü,cher.example/", "the character , at position 11, which domain names", "字符 ,（第 11 个字符），请删除"),
            ("http://bü\u{FFFD}b.example/", "\u{FFFD} at position 10, which domain names", "（第 10 个字符），请删除"),
            ("https://b%C3%BCcher.example/", "`%` at position 10. Write it without", "`%`（第 10 个字符）"),
            ("https://user:pw@hooks.example/x", "(`…@` at position 16). Send credentials", "（第 16 个字符）。请改用请求头"),
            ("https://hooks.example/a#b", "(`#…` at position 24), because", "（第 24 个字符）"),
            ("https://hooks.example:80x/", "The port at position 25 must be a number", "端口（第 25 个字符）"),
        ])
    func position(_ url: String, _ english: String, _ chinese: String) async throws {
        try await ServerFixture.with { fixture async throws in
            let answer = try await fixture.post("projects/shop/webhooks", #"{"url":"\#(url)"}"#)
            #expect(answer.status == 422 && answer.text.contains(english), "\(answer.text)")
            for (language, text) in [("en", english), ("zh-CN", chinese)] {
                let visitor = try await Visitor.signedIn(fixture.accounts.mia, in: fixture, language: language)
                let list = "/shop/settings/webhooks"
                let page = try await visitor.post(list, [("url", "  \(url)")], from: "\(list)/new")
                // Pages show no backticks.
                let shown = text.replacing("`", with: "")
                #expect(page.status == 422 && page.text.contains(shown), "\(page.text.suffix(2_000))")
            }
        }
    }

    @Test("A control character in a URL is found, wherever it is")
    func control() async throws {
        try await ServerFixture.with { fixture async throws in
            for (url, position) in [(#"https://a.example/\n"#, 19), (#"https://bü\u0007.example/"#, 11)] {
                let answer = try await fixture.post("projects/shop/webhooks", #"{"url":"\#(url)"}"#)
                #expect(
                    answer.status == 422 && answer.text.contains("another control character at position \(position)."))
            }
        }
    }

    @Test("A stored URL that a new webhook may not have keeps its headers on a change within its origin")
    func stored() async throws {
        try await ServerFixture.with { fixture async throws in
            let settings = WebhookSettings(
                url: "https://hooks.example/a b#c", headers: [Attempt.Header(name: "X-Key", value: "k")])
            let project = try #require(try await fixture.store.project("shop"))
            let reply = try await fixture.store.createWebhook(
                settings, in: .project(project.number), at: fixture.time.now(), once: nil)
            guard case .done(let webhook) = reply else {
                throw ServerFixture.Unexpected(what: "the webhook was not made")
            }
            let path = "projects/shop/webhooks/\(webhook.id)"
            #expect(try await fixture.get(path).text.contains("X-Key"))
            #expect(try await fixture.patch(path, #"{"url":"https://HOOKS.example:443/b"}"#).text.contains("X-Key"))
            #expect(try await !fixture.patch(path, #"{"url":"https://hooks.example:444/b"}"#).text.contains("X-Key"))
        }
    }
}
