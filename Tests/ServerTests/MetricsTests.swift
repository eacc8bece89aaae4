import Domain
import HTTPTypes
import Metrics
import TestSupport
import Testing

@testable import Server

@Suite("Metrics")
struct MetricsTests {
    @Test("Metrics are written in Prometheus' text format, ordered by name")
    func exposition() {
        let metrics = PrometheusMetrics()
        Counter(label: "b_total", dimensions: [("way", "a\"\\\n")], factory: metrics).increment(by: 3)
        Meter(label: "a.gauge", factory: metrics).set(1.5)
        Timer(label: "c", factory: metrics).recordNanoseconds(3_000_000)
        let text = TextExposition(metrics.samples(), isForAdmin: false).text
        #expect(
            text.hasPrefix(
                "# TYPE a_gauge gauge\na_gauge 1.5\n# TYPE b_total counter\nb_total{way=\"a\\\"\\\\\\n\"} 3\n"))
        #expect(text.contains("# TYPE c_seconds histogram\n"))
        #expect(text.contains("c_seconds_bucket{le=\"0.0025\"} 0\nc_seconds_bucket{le=\"0.005\"} 1\n"))
        #expect(text.contains("c_seconds_bucket{le=\"+Inf\"} 1\nc_seconds_sum 0.003\nc_seconds_count 1\n"))
    }

    @Test("Everything that a server measures has a description")
    func help() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.get("projects", as: nil)
            let lines = try await fixture.get("/metrics", as: "root").text.split(separator: "\n").map(String.init)
            let helped = lines.filter { $0.hasPrefix("# HELP ") }.map { $0.split(separator: " ")[2] }
            let typed = lines.filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ")[2] }
            #expect(helped == typed)
            #expect(Set(typed).count == typed.count)
            #expect(typed.contains("perfsee_http_requests_total") && typed.contains("perfsee_queue_deliveries"))
        }
    }

    @Test("The program and its process are described as Prometheus' own clients do")
    func process() async throws {
        try await ServerFixture.with { fixture async throws in
            let lines = try await fixture.get("/metrics", as: nil).text.split(separator: "\n").map(String.init)
            #expect(lines.contains(#"perfsee_build_info{version="0"} 1"#))
            #if os(Linux)
                for name in [
                    "process_cpu_seconds_total", "process_max_fds", "process_open_fds", "process_resident_memory_bytes",
                    "process_start_time_seconds", "process_virtual_memory_bytes",
                ] {
                    let line = lines.first { $0.hasPrefix("\(name) ") }
                    let value = line?.split(separator: " ").last.flatMap { Double($0) }
                    #expect(try #require(value, "\(name)") > 0, "\(name)")
                }
            #endif
        }
    }

    @Test("A process is read from its line, whatever its name")
    func stat() {
        let rest = (3...52).map { $0 == 3 ? "S" : "\($0)" }.joined(separator: " ")
        for name in ["perfsee", "a b", ") R (", "é"] {
            let stat = ProcessStat(parsing: "7 (\(name)) \(rest)\n")
            #expect(stat?.cpuTicks == 29)
            #expect(stat?.start == 22 && stat?.virtualBytes == 23 && stat?.residentPages == 24)
        }
        for text in ["", "7 (perfsee", "7 (perfsee) S 4 5", "7 (perfsee) " + rest.replacing("15", with: "x")] {
            #expect(ProcessStat(parsing: text) == nil)
        }
    }

    @Test("An analysis is timed up to the longest one")
    func analysisTimes() {
        let metrics = PrometheusMetrics()
        Timer(label: "perfsee_analysis_duration", factory: metrics).recordNanoseconds(90_000_000_000)
        let text = TextExposition(metrics.samples(), isForAdmin: false).text
        #expect(text.contains("perfsee_analysis_duration_seconds_bucket{le=\"60\"} 0\n"))
        #expect(text.contains("perfsee_analysis_duration_seconds_bucket{le=\"120\"} 1\n"))
    }

    @Test("Label values are escaped, whatever stands next to a quotation mark or a line break")
    func escaping() {
        let metrics = PrometheusMetrics()
        Counter(label: "b_total", dimensions: [("way", "a\"\u{301}\r\n\\\u{FE0F}")], factory: metrics).increment()
        let text = TextExposition(metrics.samples(), isForAdmin: false).text
        #expect(text.hasBytePrefix("# TYPE b_total counter\nb_total{way=\"a\\\"\u{301}\r\\n\\\\\u{FE0F}\"} 1\n"))
    }

    @Test("The same labels keep the same series, and the number of series is limited")
    func limit() {
        let metrics = PrometheusMetrics(maximumSeries: 2)
        for way in ["x", "y", "z", "x"] {
            Counter(label: "n_total", dimensions: [("way", way)], factory: metrics).increment()
        }
        let text = TextExposition(metrics.samples(), isForAdmin: false).text
        #expect(text.contains("n_total{way=\"x\"} 2\n"))
        #expect(!text.contains("way=\"z\""))
        #expect(text.contains("perfsee_metrics_dropped_series_total 1\n"))
    }

    @Test("Only instance admins see whose something is, and requests are counted by route")
    func endpoint() async throws {
        try await ServerFixture.with { fixture async throws in
            Counter(label: "own_total", dimensions: [("webhook", "7")], factory: fixture.metrics).increment()
            _ = try await fixture.makeWebhook()
            _ = try await fixture.post("projects/shop/events", #"{"eventType":"a","payload":{}}"#)
            _ = try await fixture.get("projects/nowhere")
            _ = try await fixture.get("/no/such/path")
            fixture.time.advance(seconds: 30)
            let answer = try await fixture.get("/metrics", as: nil)
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            let lines = Set(answer.text.split(separator: "\n").map(String.init))
            let expected = [
                #"perfsee_queue_deliveries{state="pending"} 1"#, #"perfsee_queue_deliveries{state="sending"} 0"#,
                "perfsee_queue_oldest_due_age_seconds 30", "perfsee_webhooks_disabled 0", "perfsee_webhooks_failing 0",
                "perfsee_artifacts_pending 0",
                #"perfsee_http_requests_total{method="POST",route="/api/v1/projects/{project}/events",status="2xx"} 1"#,
                #"perfsee_http_requests_total{method="GET",route="/api/v1/projects/{project}",status="4xx"} 1"#,
                #"perfsee_http_requests_total{method="GET",route="none",status="4xx"} 1"#,
            ]
            for line in expected { #expect(lines.contains(line), "\(line)\n\(answer.text.prefix(3000))") }
            #expect(!answer.text.contains("own_total"))
            #expect(try await !fixture.get("/metrics", as: "mia").text.contains("own_total"))
            #expect(try await fixture.get("/metrics", as: "root").text.contains(#"own_total{webhook="7"} 1"#))
            #expect(try await fixture.get("/metrics", as: "unknown").status == 401)
        }
    }
}
