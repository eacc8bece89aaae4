import Domain
import Testing

@testable import Server

@Suite("The caller table")
struct CallerTableTests {
    private static func table(_ accepted: Int) -> CallerTable {
        var limits = ConnectionLimits()
        limits.accepted = accepted
        return CallerTable(limits: limits)
    }

    private static func address(_ number: UInt32) -> CIDR { IPAddress.v4(number).network }

    @Test("At the limit of an address, its oldest unproven connection makes room, and no other address's")
    func capOfAddress() {
        var table = Self.table(8)
        let other = table.open(from: Self.address(2))
        let slots = (0..<4).map { _ in table.open(from: Self.address(1)) }
        #expect(slots.allSatisfy { $0.eviction == nil } && other.eviction == nil)
        let fifth = table.open(from: Self.address(1))
        #expect(fifth.eviction == CallerTable.Eviction(slot: slots[0].slot, cause: .address))
        #expect(table.count(of: Self.address(1)) == 4)
        let sixth = table.open(from: Self.address(1))
        #expect(sixth.eviction?.slot == slots[1].slot)
    }

    @Test("Proven connections are closed after all unproven ones, the longest idle first")
    func proven() {
        var table = Self.table(8)
        let slots = (0..<4).map { _ in table.open(from: Self.address(1)).slot }
        Self.request(&table, slots[0])
        Self.request(&table, slots[1])
        let fifth = table.open(from: Self.address(1))
        #expect(fifth.eviction?.slot == slots[2])
        for slot in [slots[3], fifth.slot, slots[0]] { Self.request(&table, slot) }
        #expect(table.open(from: Self.address(1)).eviction?.slot == slots[1])
    }

    @Test("If all others are proven, the last few newcomers are not the first to be closed")
    func newcomersAmongProven() {
        var table = Self.table(64)
        let slots = (0..<32).map { _ in table.open(from: Self.address(1)).slot }
        for slot in slots { Self.request(&table, slot) }
        let newcomers = (0..<4).map { _ in table.open(from: Self.address(1)) }
        #expect(newcomers.map { $0.eviction?.slot } == slots[0..<4].map(Optional.some))
        #expect(table.open(from: Self.address(1)).eviction?.slot == newcomers[0].slot)
    }

    private static func request(_ table: inout CallerTable, _ slot: Int) {
        #expect(table.begin(slot) == nil)
        #expect(table.prove(slot, 7) == true)
        table.finish(slot)
    }

    @Test("A connection with an authenticated request in progress is not closed: the newcomer is")
    func busy() {
        var table = Self.table(4)
        for _ in 0..<2 {
            let slot = table.open(from: Self.address(1)).slot
            #expect(table.prove(slot, Int64(slot)) == true)
        }
        let newcomer = table.open(from: Self.address(1))
        #expect(newcomer.eviction == CallerTable.Eviction(slot: newcomer.slot, cause: .address))
    }

    @Test("Many addresses together leave room for proven connections")
    func reserve() {
        var table = Self.table(16)
        let slots = (0..<14).map { table.open(from: Self.address(UInt32($0))).slot }
        #expect(table.open(from: Self.address(100)).eviction == CallerTable.Eviction(slot: slots[0], cause: .server))
        #expect(table.prove(slots[1], 1) == true)
        #expect(table.open(from: Self.address(101)).eviction == nil)
        #expect(table.count == 15)
    }

    @Test("The server's limit is never exceeded, whatever the mix")
    func capOfServer() {
        var table = Self.table(16)
        for number in 0..<64 {
            let opened = table.open(from: Self.address(UInt32(number % 8)))
            _ = table.prove(opened.slot, Int64(number))
            table.finish(opened.slot)
            #expect(table.count <= 16)
        }
    }

    @Test("An account has a share of the requests in progress, and gets it back")
    func account() {
        var table = Self.table(16)
        let slots = (0..<5).map { table.open(from: Self.address(UInt32($0))).slot }
        for slot in slots[0..<4] { #expect(table.prove(slot, 7) == true) }
        #expect(table.prove(slots[4], 7) == false)
        #expect(table.prove(slots[4], 8) == true)
        table.finish(slots[0])
        table.close(slots[1])
        let more = (10..<13).map { table.open(from: Self.address(UInt32($0))).slot }
        let proven = more.map { table.prove($0, 7) }
        #expect(proven == [true, true, false])
    }

    @Test("A trusted proxy has no limit; its clients do, each for as long as its request lasts")
    func proxy() {
        var table = Self.table(8)
        let slots = (0..<8).map { _ in table.open(from: nil) }
        #expect(slots.allSatisfy { $0.eviction == nil })
        for slot in slots[0..<4] { #expect(table.begin(slot.slot, for: Self.address(1)) == nil) }
        #expect(table.begin(slots[4].slot, for: Self.address(2)) == nil)
        let evicted = table.begin(slots[5].slot, for: Self.address(1))
        #expect(evicted == CallerTable.Eviction(slot: slots[0].slot, cause: .address))
        table.finish(slots[1].slot)
        table.finish(slots[2].slot)
        #expect(table.count(of: Self.address(1)) == 2)
        #expect(table.begin(slots[6].slot, for: Self.address(1)) == nil)
    }

    @Test("The counts are forgotten when the connections are closed")
    func forgets() {
        var table = Self.table(8)
        var slots: Set<Int> = []
        for number in 0..<100 {
            let opened = table.open(from: number % 3 == 0 ? nil : Self.address(UInt32(number % 7)))
            slots.insert(opened.slot)
            if number % 2 == 0 { _ = table.prove(opened.slot, Int64(number)) }
            if number % 3 == 0 { _ = table.begin(opened.slot, for: Self.address(9)) }
            if number % 5 == 0 { table.finish(opened.slot) }
            if let eviction = opened.eviction {
                table.close(eviction.slot)
                slots.remove(eviction.slot)
            }
        }
        for slot in slots { table.close(slot) }
        #expect(table.count == 0 && table.known == 0)
    }
}
