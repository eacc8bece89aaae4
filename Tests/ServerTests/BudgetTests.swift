import Domain
import HTTPTypes
import Storage
import TestSupport
import Testing

@testable import Server

@Suite("Budgets in the API")
struct BudgetTests {
    private static let path = "projects/shop/budgets"
    private static let acceptance = "projects/shop/artifacts/1/acceptance"

    @Test("A project's budgets are kept as they were typed, and an empty text takes them away")
    func projectBudgets() async throws {
        try await ServerFixture.with { fixture in
            let none = try await fixture.get(Self.path, as: "ron")
            #expect(none.status == 200 && none["text"] == .null && none["updatedAt"] == .null)
            let text = #"budgets:\n  - on: size # é\n    max: 1 kB\n\n"#
            let saved = try await fixture.send(.put, Self.path, json: #"{"text":"\#(text)"}"#)
            #expect(saved.status == 200, "\(saved.text)")
            #expect(saved["text"]?.string == "budgets:\n  - on: size # é\n    max: 1 kB\n\n")
            #expect(try await fixture.get(Self.path, as: "ron").text == saved.text)
            let gone = try await fixture.send(.put, Self.path, json: #"{"text":" \n"}"#)
            #expect(gone.status == 200 && gone["text"] == .null)
        }
    }

    @Test("Each mistake in budgets is a fault of the field, with its line, and nothing is changed")
    func mistakes() async throws {
        try await ServerFixture.with { fixture in
            let text = #"budgets:\n  - on: size\n    max: much\n  - on: nothing\n"#
            let answer = try await fixture.send(.put, Self.path, json: #"{"text":"\#(text)"}"#)
            #expect(answer.status == 422 && answer.faults == ["text", "text"])
            #expect(answer.text.contains("line 3, `budgets[1].max`: must be a size such as `170 kB`"))
            #expect(answer.text.contains("line 4, "))
            for body in [#"{}"#, #"{"text":1}"#, #"{"text":null}"#, #"{"text":"\u0000"}"#, #"{"text":"","more":1}"#] {
                #expect(try await fixture.send(.put, Self.path, json: body).status == 422, "\(body)")
            }
            #expect(try await fixture.get(Self.path)["text"] == .null)
        }
    }

    @Test("A project's budgets have at most 32 KiB")
    func tooLarge() async throws {
        try await ServerFixture.with(limits: BodyLimits(event: 4_096, archive: 65_536, other: 65_536)) { fixture in
            let line = "budgets: [] # " + String(repeating: "a", count: ProjectBudgets.maximumBytes - 14)
            #expect(try await fixture.send(.put, Self.path, json: #"{"text":"\#(line)"}"#).status == 200)
            let answer = try await fixture.send(.put, Self.path, json: #"{"text":"\#(line)a"}"#)
            #expect(answer.status == 422 && answer.faults == ["text"])
            // Characters of several bytes.
            let wide = try await fixture.send(
                .put, Self.path, json: ##"{"text":"#\##(String(repeating: "é", count: 16_384))"}"##)
            #expect(wide.status == 422 && wide.text.contains("must have at most 32,768 bytes"))
        }
    }

    @Test("An artifact shows what budgets say of it, whose they are, and what was accepted; lists do not")
    func artifact() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.exceedingArtifact()
            let shown = try await fixture.get("projects/shop/artifacts/1", as: "ron")
            #expect(shown["budgetSource"]?.string == "build" && shown["omittedBudgets"]?.int == 2)
            let budget = shown["budgets"]?.items.first
            #expect(budget?["name"]?.string == "Home page" && budget?["state"]?.string == "exceeded")
            #expect(budget?["value"]?.int == 176_640 && budget?["baseline"] == .null)
            #expect(shown["undecidedBudgets"]?.items.first?["reason"]?.string == "noHistory")
            #expect(shown["acceptances"]?.items.isEmpty == true)
            let listed = try await fixture.get("projects/shop/artifacts")["items"]?.items.first
            #expect(listed?["id"]?.int == 1 && listed?["budgets"] == nil)
            _ = try await fixture.send(.post, ServerFixture.upload, bytes: [1])
            let without = try await fixture.get("projects/shop/artifacts/2")
            #expect(without["budgetSource"] == .null && without["budgets"]?.items.isEmpty == true)
        }
    }

    @Test("An excess is accepted by a project admin, once, with a reason, and told")
    func accepted() async throws {
        try await ServerFixture.with { fixture in
            try await fixture.exceedingArtifact()
            for caller in ["ron", "mia-read", "mia-upload"] {
                let answer = try await fixture.post(Self.acceptance, #"{"reason":"x"}"#, as: caller)
                #expect(answer.status == 403, "\(caller)")
            }
            let reason = #"We need it.\nReally: é"#
            let first = try await fixture.post(Self.acceptance, #"{"reason":"\#(reason)"}"#, as: "mia", key: "k")
            #expect(first.status == 201, "\(first.text)")
            #expect(first["artifactId"]?.int == 1 && first["acceptedBy"]?.string == "mia")
            #expect(first["reason"]?.string == "We need it.\nReally: é")
            #expect(first["budgets"]?.items.map { $0["name"]?.string } == ["Home page"])
            let repeated = try await fixture.post(Self.acceptance, #"{"reason":"\#(reason)"}"#, as: "mia", key: "k")
            #expect(repeated.status == 201 && repeated.text == first.text)
            let shown = try await fixture.get("projects/shop/artifacts/1")
            #expect(shown["budgets"]?.items.first?["state"]?.string == "accepted")
            #expect(shown["budgets"]?.items.first?["exceeded"] == .bool(false))
            #expect(shown["acceptances"]?.items == [first.json])
            let again = try await fixture.post(Self.acceptance, #"{"reason":"x"}"#)
            #expect(again.status == 409)
            #expect(again.detail.hasPrefix("There is nothing to accept"))
            let events = try await fixture.get("projects/shop/events?eventType=bundle:accepted")["items"]?.items
            #expect(events?.count == 1)
        }
    }

    @Test("A reason is required and limited; an artifact that does not exist or exceeds nothing has nothing to accept")
    func refused() async throws {
        try await ServerFixture.with(limits: BodyLimits(event: 4_096, archive: 65_536, other: 65_536)) { fixture in
            #expect(try await fixture.post(Self.acceptance, #"{"reason":"x"}"#).status == 404)
            try await fixture.analyzedArtifact(version: 1)
            #expect(try await fixture.post(Self.acceptance, #"{"reason":"x"}"#).status == 409)
            let long = String(repeating: "é", count: ExcessAcceptance.longestReason + 1)
            for reason in [#""""#, #"" \n""#, "null", "1", "\"\(long)\"", #""\u0007""#] {
                let answer = try await fixture.post(Self.acceptance, #"{"reason":\#(reason)}"#)
                #expect(answer.status == 422 && answer.faults == ["reason"], "\(reason)")
            }
            #expect(try await fixture.post(Self.acceptance, "{}").faults == ["reason"])
        }
    }
}

extension ServerFixture {
    /// An artifact of `shop`, the first if there is none: it exceeds a budget of the file in its build, and keeps another.
    @discardableResult
    func exceedingArtifact() async throws -> Artifact.ID {
        _ = try await send(.post, Self.upload, bytes: [1])
        try await blobs.write("reports/1", bytes: Array(#"{"entryPoints":[],"assets":[]}"#.utf8))
        let now = time.now()
        let claimed = try #require(try await store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        let review = BudgetReview(decide: { _ in
            ArtifactBudgets(
                source: .build,
                verdicts: [
                    ArtifactBudgets.Verdict(
                        name: "Home page", subject: "<main>", value: 176_640, limit: 170_000, baseline: nil,
                        unit: .bytes, state: .exceeded, measured: 176_640),
                    ArtifactBudgets.Verdict(
                        name: "score min", subject: "score", value: 85, limit: 80, baseline: 85, unit: .score,
                        state: .kept, measured: 85),
                ],
                undecided: [ArtifactBudgets.Undecided(name: "drift", subject: "size", reason: .noHistory)], omitted: 2)
        })
        let shop = claimed.project
        _ = try await store.finish(
            claimed.lease, .passed(.of(version: 1), duration: .milliseconds(5)), review: review,
            event: { $0.body(in: shop, publicURL: Self.publicURL) }, at: now)
        return claimed.artifact.id
    }
}
