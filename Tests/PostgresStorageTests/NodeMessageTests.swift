import Domain
import Storage
import Testing

@testable import PostgresStorage

@Suite("Node messages")
struct NodeMessageTests {
    private let id = DeliveryID(high: 0x018b_cfe5_6800_7000, low: 0x8000_0000_0000_0001)

    @Test("Everything sent is received, along with the sender")
    func roundTrip() {
        let items: [NodeMessage] = [
            .changed(7), .artifactPending, .watching(.project(3)), .delivery(id, .application(3)),
            .artifact(9, .passed, 3), .reset(.project(3)), .ended(.application(4)),
            .due(DueWebhook(webhook: 1, due: Timestamp(milliseconds: 12))),
        ]
        let messages = NodeMessageCodec.messages(of: items, from: "node")
        #expect(messages.count == 1)
        let (node, heard) = NodeMessageCodec.items(of: messages[0])
        #expect(node == "node" && heard == items)
    }

    @Test("Only the earliest due time of a webhook is sent, and nothing is sent twice")
    func condensed() {
        let due = [5, 3, 9].map { NodeMessage.due(DueWebhook(webhook: 1, due: Timestamp(milliseconds: $0))) }
        let messages = NodeMessageCodec.messages(of: due + [.reset(.project(2)), .reset(.project(2))], from: "n")
        #expect(NodeMessageCodec.items(of: messages[0]).items == [.reset(.project(2)), due[1]])
        #expect(NodeMessageCodec.messages(of: [], from: "n").isEmpty)
    }

    @Test("Many items are split into messages as long as the server accepts")
    func long() {
        let items = (1...1_000).map { NodeMessage.delivery(DeliveryID(high: UInt64($0), low: 0), .application(3)) }
        let messages = NodeMessageCodec.messages(of: items, from: "node")
        #expect(messages.allSatisfy { $0.utf8.count <= NodeMessageCodec.maximumBytes } && messages.count > 1)
        #expect(messages.flatMap { NodeMessageCodec.items(of: $0).items } == items)
    }

    @Test("Items that cannot be read are skipped")
    func unreadable() {
        #expect(NodeMessageCodec.items(of: "n x:1 c:1:2 d:1 : D:3:nothing c:5 A:1:2:Lost").items == [.changed(5)])
        #expect(NodeMessageCodec.items(of: "").items.isEmpty)
    }
}
