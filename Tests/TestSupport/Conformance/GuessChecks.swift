import Domain
import Storage
import Testing

extension StoreCheck {
    static let guesses: [StoreCheck] = [
        StoreCheck("guesses are counted up to the limit within a window, and anew after it") { fixture in
            let counter = GuessCounter(key: [1], limit: 3)
            let window = GuessWindow(length: .seconds(1), maximumKeys: 10)
            let end = fixture.now + .milliseconds(1_000)
            #expect(try await fixture.store.guesses(of: [1], at: fixture.now) == 0)
            for count in 1...3 {
                let late = fixture.now + .milliseconds(count)
                #expect(
                    try await fixture.store.countGuess([counter], at: count == 1 ? fixture.now : late, within: window)
                        == nil)
                #expect(try await fixture.store.guesses(of: [1], at: late) == count)
            }
            let last = fixture.now + .milliseconds(999)
            #expect(try await fixture.store.countGuess([counter], at: last, within: window) == end)
            #expect(try await fixture.store.guesses(of: [1], at: last) == 3)
            #expect(try await fixture.store.guesses(of: [1], at: end) == 0)
            #expect(try await fixture.store.countGuess([counter], at: end, within: window) == nil)
            #expect(try await fixture.store.guesses(of: [1], at: end) == 1)
            try await fixture.store.forgetExpired(at: end + .milliseconds(1_001), limit: 9)
            #expect(try await fixture.store.guesses(of: [1], at: end) == 0)
        },
        StoreCheck("of many guesses at once no more than the limit are counted, and what is refused is counted nowhere")
        {
            fixture in
            let few = GuessCounter(key: [7], limit: 10)
            let many = GuessCounter(key: [3], limit: 30)
            let refused = try await withThrowingTaskGroup(of: Timestamp?.self) { group in
                for number in 0..<60 {
                    // In whatever order they are named.
                    let counters = number.isMultiple(of: 2) ? [few, many] : [many, few]
                    group.addTask { try await fixture.store.countGuess(counters, at: fixture.now, within: .standard) }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(refused.count == 50)
            #expect(Set(refused) == [fixture.now + GuessWindow.standard.length])
            #expect(try await fixture.store.guesses(of: few.key, at: fixture.now) == 10)
            #expect(try await fixture.store.guesses(of: many.key, at: fixture.now) == 10)
        },
        StoreCheck("a guess that was right is taken back, and none that was not made") { fixture in
            let counters = [GuessCounter(key: [1], limit: 2), GuessCounter(key: [2], limit: 2)]
            for _ in 0..<2 { _ = try await fixture.store.countGuess(counters, at: fixture.now, within: .standard) }
            try await fixture.store.takeBackGuess([counters[0]], at: fixture.now)
            #expect(try await fixture.store.guesses(of: [1], at: fixture.now) == 1)
            #expect(try await fixture.store.guesses(of: [2], at: fixture.now) == 2)
            for _ in 0..<3 { try await fixture.store.takeBackGuess(counters, at: fixture.now) }
            #expect(try await fixture.store.guesses(of: [1], at: fixture.now) == 0)
            #expect(try await fixture.store.guesses(of: [2], at: fixture.now) == 0)
            #expect(try await fixture.store.countGuess(counters, at: fixture.now, within: .standard) == nil)
        },
        StoreCheck("the keys of guesses have a limit; those whose windows end last are kept") { fixture in
            let window = GuessWindow(length: .seconds(1), maximumKeys: 3)
            for byte in UInt8(1)...5 {
                let time = fixture.now + .milliseconds(byte)
                let counter = GuessCounter(key: [byte], limit: 9)
                #expect(try await fixture.store.countGuess([counter], at: time, within: window) == nil)
            }
            var kept: [UInt8] = []
            for byte in UInt8(1)...5 where try await fixture.store.guesses(of: [byte], at: fixture.now) > 0 {
                kept.append(byte)
            }
            #expect(kept == [3, 4, 5])
        },
    ]
}
