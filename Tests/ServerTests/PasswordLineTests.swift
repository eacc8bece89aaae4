import Domain
import Testing

@testable import Server

@Suite("The line for password checks")
struct PasswordLineTests {
    private static func stranger(_ network: String, _ account: UInt8 = 0) throws -> PasswordAsker {
        .stranger(try CIDR(parsing: network), [account])
    }

    /// Adds all askers in order, and returns the order of their turns.
    private static func turns(_ askers: [(String, PasswordAsker)], limit: Int = 100) -> [String] {
        var line = PasswordLine<String>(limit: limit)
        for (id, (name, asker)) in askers.enumerated() { _ = line.join(asker, id: id, name) }
        var turns: [String] = []
        while let turn = line.next() { turns.append(turn) }
        #expect(line.count == 0)
        return turns
    }

    @Test("Many guesses from one network do not hold up another network")
    func networks() throws {
        let here = try Self.stranger("192.0.2.1")
        let there = try Self.stranger("192.0.2.2")
        let nowhere = PasswordAsker.stranger(nil, [0])
        let crowd = (0..<20).map { ("guess \($0)", here) }
        let turns = Self.turns(crowd + [("there", there), ("nowhere", nowhere)])
        #expect(Array(turns.prefix(4)) == ["guess 0", "there", "nowhere", "guess 1"])
    }

    @Test("Many guesses at one account do not hold up another account of the same network")
    func accounts() throws {
        let network = "2001:db8::/64"
        let crowd = try (0..<20).map { ("guess \($0)", try Self.stranger(network, 1)) }
        let turns = Self.turns(
            try crowd + [("second", Self.stranger(network, 2)), ("third", Self.stranger(network, 3))])
        #expect(Array(turns.prefix(4)) == ["guess 0", "second", "third", "guess 1"])
    }

    @Test("A turn without waiting counts: the next is another network's, or another account's")
    func first() throws {
        let crowd = try Self.stranger("192.0.2.1", 1)
        for other in [try Self.stranger("192.0.2.2", 1), try Self.stranger("192.0.2.1", 2)] {
            var line = PasswordLine<String>(limit: 9)
            line.pass(crowd)
            for id in 0..<3 { _ = line.join(crowd, id: id, "guess \(id)") }
            _ = line.join(other, id: 3, "other")
            let turns = (0..<4).compactMap { _ in line.next() }
            #expect(turns == ["other", "guess 0", "guess 1", "guess 2"])
        }
    }

    @Test("Known askers take turns by account")
    func known() {
        let crowd = (0..<9).map { ("many \($0)", PasswordAsker.known(1)) }
        let turns = Self.turns(crowd + [("one", .known(2))])
        #expect(Array(turns.prefix(3)) == ["many 0", "one", "many 1"])
    }

    @Test("A full line admits an asker with fewer entries, in place of the latest entry of the one with most")
    func full() throws {
        let crowd = try Self.stranger("192.0.2.1")
        var line = PasswordLine<String>(limit: 4)
        for id in 0..<3 { _ = line.join(crowd, id: id, "guess \(id)") }
        let second = try Self.stranger("192.0.2.2")
        _ = line.join(second, id: 3, "second")
        let third = try Self.stranger("192.0.2.3")
        let joined = [(crowd, "guess 4"), (third, "third"), (second, "second again")].enumerated().map {
            Self.word(line.join($1.0, id: 4 + $0, $1.1))
        }
        // With a second entry it would have as many as the crowd.
        #expect(joined == ["refused", "in the place of guess 2", "refused"])
        #expect(line.count == 4)
        let turns = (0..<4).compactMap { _ in line.next() }
        #expect(turns == ["guess 0", "second", "third", "guess 1"])
    }

    private static func word(_ joined: PasswordLine<String>.Joined) -> String {
        switch joined {
        case .waits: "waits"
        case .refused: "refused"
        case .displaced(let other): "in the place of \(other)"
        }
    }

    @Test("An asker that leaves gives up its place")
    func leaving() throws {
        var line = PasswordLine<String>(limit: 4)
        for id in 0..<2 { _ = line.join(.known(Int64(id)), id: id, "\(id)") }
        let left = [line.leave(id: 0), line.leave(id: 0)]
        let turns = [line.next(), line.next()]
        #expect(left == ["0", nil] && turns == ["1", nil])
    }
}
