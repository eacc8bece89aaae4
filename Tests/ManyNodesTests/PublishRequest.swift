/// The request that publishes an event: with the same `Idempotency-Key` however often it is created.
struct PublishRequest {
    let bytes: [UInt8]

    init(_ event: Int, of eventType: String, to project: String) {
        let body = #"{"eventType":"\#(eventType)","payload":{"number":\#(event)}}"#
        let head = """
            POST /api/v1/projects/\(project)/events HTTP/1.1\r
            Host: perfsee\r
            Authorization: Bearer \(Cluster.token)\r
            Content-Type: application/json\r
            Idempotency-Key: event-\(event)\r
            Content-Length: \(body.utf8.count)\r
            \r

            """
        bytes = Array((head + body).utf8)
    }
}
