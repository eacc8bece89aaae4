import Testing

/// What counts as explained, so that the tests that kill nodes can fail.
@Suite("What explains a duplicate")
struct DuplicatesTests {
    private static let begin = ContinuousClock.now
    private static let process: Int32 = 4711

    /// The first arrival is at 60 s, the second `gap` later.
    private static func duplicates(
        of sender: String, gap: Double = 3, killedAt kill: Double?, _ other: Double? = nil
    ) -> Duplicates {
        let log = DisturbanceLog()
        if let kill { log.killed(process, at: begin + .seconds(kill)) }
        if let other { log.killed(process + 1, at: begin + .seconds(other)) }
        let first = Arrival(sender: sender, time: begin + .seconds(60), wallTime: 60_000, isAnswered: true)
        let second = Arrival(sender: "12", time: begin + .seconds(60 + gap), wallTime: 0, isAnswered: true)
        let delivery = ReceivedDelivery(id: "1", path: "/plain", number: 1, arrivals: [first, second])
        return Duplicates([delivery], timeout: 10, log)
    }

    @Test(
        "A sender that was killed before it could record the success explains one",
        arguments: [59.1, 60, 62.9, 69.9])
    func killed(at kill: Double) {
        let duplicates = Self.duplicates(of: "\(Self.process)", gap: 10, killedAt: kill)
        #expect(duplicates.afterKills == 1)
        #expect(duplicates.unexplained.isEmpty)
    }

    @Test(
        "A sender that was killed long before, much later or after the second explains none",
        arguments: [(58.9, 3.0), (70.1, 20), (64, 3)])
    func killedAtAnotherTime(at kill: Double, gap: Double) {
        let duplicates = Self.duplicates(of: "\(Self.process)", gap: gap, killedAt: kill)
        #expect(duplicates.afterKills == 0)
        #expect(duplicates.unexplained.count == 1)
    }

    @Test("Another node's death explains none")
    func anotherKilled() {
        #expect(Self.duplicates(of: "\(Self.process)", killedAt: nil, 60).unexplained.count == 1)
    }

    @Test("A sender that was gone before it could be named is one that was killed just before")
    func unknown() {
        #expect(Self.duplicates(of: Arrival.unknownSender, killedAt: 59.8).afterKills == 1)
        #expect(Self.duplicates(of: Arrival.unknownSender, killedAt: 20, 59.8).afterKills == 1)
    }

    @Test("An unknown sender explains none if no node was killed just before")
    func unknownWithoutKill() {
        #expect(Self.duplicates(of: Arrival.unknownSender, killedAt: nil).unexplained.count == 1)
        #expect(Self.duplicates(of: Arrival.unknownSender, killedAt: 58.9).unexplained.count == 1)
        #expect(Self.duplicates(of: Arrival.unknownSender, killedAt: 61).unexplained.count == 1)
    }
}
