import Foundation
import ProgramSupport
import TestSupport
import Testing

@Suite("Metrics of a running server")
struct MetricsProgramTests {
    @Test(
        "promtool has nothing to say about them",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."),
        .enabled(
            if: InstalledProgram.promtool != nil, "There is no promtool: run scripts/install-system-packages.sh test."))
    func promtool() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let metrics = try await Self.metrics(of: fixture)
        for name in [
            "perfsee_build_info", "perfsee_commit_duration_seconds", "perfsee_events_accepted_total",
            "perfsee_deliveries_total", "perfsee_analyses_total", "perfsee_analysis_duration_seconds",
        ] {
            #expect(metrics.contains("# HELP \(name) "), "\(name)")
        }
        let checked = try await CommandLineProgram.onAnotherThread {
            try RunningProgram(["check", "metrics"], of: InstalledProgram.promtool ?? "", input: metrics).outcome()
        }
        #expect(checked.status == 0 && checked.output.isEmpty && checked.errors.isEmpty, "\(checked)")
        try await fixture.stop(server, by: SIGTERM)
    }

    @Test(
        "Events and how their deliveries end are counted, but not how pings do, for an administrator by project and webhook",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."))
    func counted() async throws {
        let receiver = try await ScriptedReceiver.start { _ in .answer(204) }
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        for arguments in [
            ["project", "create", "shop", "--host", "Github", "--namespace", "acme", "--name", "shop"],
            ["webhook", "create", "shop", "--url", receiver.url], ["webhook", "ping", "shop", "1"],
            ["publish", "shop", "a:b"],
        ] {
            let outcome = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(arguments, environment: environment, input: "{}").outcome()
            }
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let own = #"perfsee_webhook_deliveries_total{outcome="delivered",project="shop",webhook="1"} 1"#
        let deadline = ContinuousClock.now + .seconds(20)
        var metrics = ""
        repeat {
            metrics = try await Self.metrics(of: fixture)
        } while !metrics.contains(own) && ContinuousClock.now < deadline
        for line in [
            own, "perfsee_events_accepted_total 2", #"perfsee_deliveries_total{outcome="delivered"} 1"#,
            #"perfsee_deliveries_total{outcome="failed"} 0"#,
        ] {
            #expect(metrics.contains("\n\(line)\n"), "\(line)")
        }
        for arguments in [["webhook", "update", "shop", "1", "--disable"], ["publish", "shop", "a:b"]] {
            _ = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(arguments, environment: environment, input: "{}").outcome()
            }
        }
        // Counted with the commit, before the response.
        metrics = try await Self.metrics(of: fixture)
        #expect(metrics.contains("\nperfsee_deliveries_total{outcome=\"skipped\"} 1\n"))
        let commits = metrics.firstMatch(of: /perfsee_commit_duration_seconds_count (\d+)/)?.1
        #expect(try #require(commits.flatMap { Int($0) }) > 0)
        let open = try await Self.metrics(of: fixture, isAdministrator: false)
        #expect(open.contains("perfsee_deliveries_total") && !open.contains("shop\""))
        try await fixture.stop(server, by: SIGTERM)
        await receiver.stop()
    }

    private static func metrics(of fixture: ProgramFixture, isAdministrator: Bool = true) async throws -> String {
        let token = isAdministrator ? ["-H", "Authorization: Bearer \(fixture.token)"] : []
        return try await InstalledProgram.run(
            InstalledProgram.curl, ["-sS"] + token + [fixture.url + "/metrics"]
        ).output
    }
}
