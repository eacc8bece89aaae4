import Foundation
import ProgramSupport
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
        "Events and how their deliveries end are counted, for an administrator by project and webhook",
        .enabled(if: InstalledProgram.curl != nil, "There is no curl: install curl."))
    func counted() async throws {
        let fixture = try ProgramFixture()
        let server = try await fixture.start()
        let environment = ["PERFSEE_URL": fixture.url, "PERFSEE_TOKEN": fixture.token]
        for arguments in [
            ["project", "create", "shop", "--host", "Github", "--namespace", "acme", "--name", "shop"],
            ["webhook", "create", "shop", "--url", "http://127.0.0.1:\(fixture.port)/healthz"],
            ["publish", "shop", "a:b"],
        ] {
            let outcome = try await CommandLineProgram.onAnotherThread {
                try RunningProgram(arguments, environment: environment, input: "{}").outcome()
            }
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        let metrics = try await Self.metrics(of: fixture)
        #expect(metrics.contains("\nperfsee_events_accepted_total 1\n"))
        // healthz takes no POST, so the attempt fails, and the delivery waits for the next.
        let commits = metrics.firstMatch(of: /perfsee_commit_duration_seconds_count (\d+)/)?.1
        #expect(try #require(commits.flatMap { Int($0) }) > 0)
        try await fixture.stop(server, by: SIGTERM)
    }

    /// As an administrator sees them.
    private static func metrics(of fixture: ProgramFixture) async throws -> String {
        try await InstalledProgram.run(
            InstalledProgram.curl, ["-sS", "-H", "Authorization: Bearer \(fixture.token)", fixture.url + "/metrics"]
        ).output
    }
}
