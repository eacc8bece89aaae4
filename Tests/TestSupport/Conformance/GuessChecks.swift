import Domain
import Storage
import Testing

extension StoreCheck {
    static let guesses: [StoreCheck] = [
        StoreCheck("guesses are counted up to the limit within a window, and anew after it") { bed in
            let counter = GuessCounter(key: [1], limit: 3)
            let window = GuessWindow(length: 1_000, maximumKeys: 10)
            let end = bed.now.adding(milliseconds: 1_000)
            #expect(try await bed.store.guesses(of: [1], at: bed.now) == 0)
            for count in 1...3 {
                let late = bed.now.adding(milliseconds: Int64(count))
                #expect(
                    try await bed.store.countGuess([counter], at: count == 1 ? bed.now : late, within: window) == nil)
                #expect(try await bed.store.guesses(of: [1], at: late) == count)
            }
            let last = bed.now.adding(milliseconds: 999)
            #expect(try await bed.store.countGuess([counter], at: last, within: window) == end)
            #expect(try await bed.store.guesses(of: [1], at: last) == 3)
            #expect(try await bed.store.guesses(of: [1], at: end) == 0)
            #expect(try await bed.store.countGuess([counter], at: end, within: window) == nil)
            #expect(try await bed.store.guesses(of: [1], at: end) == 1)
            try await bed.store.forgetExpired(at: end.adding(milliseconds: 1_001), limit: 9)
            #expect(try await bed.store.guesses(of: [1], at: end) == 0)
        },
        StoreCheck("of many guesses at once no more than the limit are counted, and what is refused is counted nowhere")
        {
            bed in
            let few = GuessCounter(key: [7], limit: 10)
            let many = GuessCounter(key: [3], limit: 30)
            let refused = try await withThrowingTaskGroup(of: Timestamp?.self) { group in
                for number in 0..<60 {
                    // In whatever order they are named.
                    let counters = number.isMultiple(of: 2) ? [few, many] : [many, few]
                    group.addTask { try await bed.store.countGuess(counters, at: bed.now, within: .standard) }
                }
                return try await group.reduce(into: []) { $0 += [$1].compactMap(\.self) }
            }
            #expect(refused.count == 50)
            #expect(Set(refused) == [bed.now.adding(milliseconds: GuessWindow.standard.length)])
            #expect(try await bed.store.guesses(of: few.key, at: bed.now) == 10)
            #expect(try await bed.store.guesses(of: many.key, at: bed.now) == 10)
        },
        StoreCheck("a guess that was right is taken back, and none that was not made") { bed in
            let counters = [GuessCounter(key: [1], limit: 2), GuessCounter(key: [2], limit: 2)]
            for _ in 0..<2 { _ = try await bed.store.countGuess(counters, at: bed.now, within: .standard) }
            try await bed.store.takeBackGuess([counters[0]], at: bed.now)
            #expect(try await bed.store.guesses(of: [1], at: bed.now) == 1)
            #expect(try await bed.store.guesses(of: [2], at: bed.now) == 2)
            for _ in 0..<3 { try await bed.store.takeBackGuess(counters, at: bed.now) }
            #expect(try await bed.store.guesses(of: [1], at: bed.now) == 0)
            #expect(try await bed.store.guesses(of: [2], at: bed.now) == 0)
            #expect(try await bed.store.countGuess(counters, at: bed.now, within: .standard) == nil)
        },
        StoreCheck("the keys of guesses have a limit; those whose windows end last are kept") { bed in
            let window = GuessWindow(length: 1_000, maximumKeys: 3)
            for byte in UInt8(1)...5 {
                let time = bed.now.adding(milliseconds: Int64(byte))
                let counter = GuessCounter(key: [byte], limit: 9)
                #expect(try await bed.store.countGuess([counter], at: time, within: window) == nil)
            }
            var kept: [UInt8] = []
            for byte in UInt8(1)...5 where try await bed.store.guesses(of: [byte], at: bed.now) > 0 {
                kept.append(byte)
            }
            #expect(kept == [3, 4, 5])
        },
    ]
}
