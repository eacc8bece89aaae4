import Domain
import Storage
import TestSupport
import Testing

extension PostgresNodesTests {
    @Test("Guesses spread over nodes are counted together")
    func guesses() async throws {
        try await with { here, there in
            let counters = [GuessCounter(key: [7], limit: 10), GuessCounter(key: [3], limit: 30)]
            let counted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    let fixture = number.isMultiple(of: 2) ? here : there
                    group.addTask {
                        try await fixture.store.countGuess(counters, at: fixture.now, within: .standard) == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(counted == 10)
            for fixture in [here, there] {
                #expect(try await fixture.store.guesses(of: counters[1].key, at: fixture.now) == 10)
            }
            try await there.store.takeBackGuess(counters, at: there.now)
            #expect(try await here.store.countGuess(counters, at: here.now, within: .standard) == nil)
        }
    }

    @Test("Tokens are counted over all nodes, and no node creates one with a token that another is revoking")
    func tokens() async throws {
        try await with { here, there in
            let account = try await here.store.createAccount(NewAccount(name: "ada"), at: here.now)
            let (ours, theirs) = (TokenLine(here, account), TokenLine(there, account))
            async let first = ours.tokens(0...59, project: nil)
            async let second = theirs.tokens(100...159, project: nil)
            #expect(try await first + second == Token.maximumLive)
            let listed = try await there.store.tokens(of: account.id, in: nil, before: nil, limit: 200, at: there.now)
            #expect(listed.count == Token.maximumLive)
            for token in listed { _ = try await here.store.revokeToken(token.id, of: account.id, .revoked) }
            for turn in UInt8(0)..<10 {
                let root = try await ours.token(200 + turn)
                async let revoked = here.store.revokeToken(root.id, of: account.id, .revoked)
                let child = try? await theirs.token(turn * 10, by: root)
                if let child { _ = try? await theirs.token(turn * 10 + 1, by: child) }
                _ = try await revoked
            }
            #expect(try await theirs.holding(0...240) == [])
        }
    }

    @Test("A thousand events may go back to one root, over all nodes together")
    func roots() async throws {
        try await with { here, there in
            let project = try await here.project()
            let type = EventType(stored: "own:next")
            let event = NewEvent(
                owner: .project(project.number), eventType: type,
                body: EventBody(eventType: type, payload: "{}".utf8),
                cause: EventCause(delivery: DeliveryID(high: 1, low: 2), depth: 1))
            let accepted = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1_060 {
                    let fixture = number.isMultiple(of: 2) ? here : there
                    group.addTask {
                        let outcome = try await refusal {
                            try await fixture.store.accept(event, at: fixture.now, once: nil)
                        }
                        return outcome == nil
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(accepted == EventCause.maximumEvents)
        }
    }
}
