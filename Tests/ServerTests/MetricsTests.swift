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
