import Domain
import Foundation
import Testing

@Suite("Delivery ids")
struct DeliveryIDTests {
    let time = Timestamp(milliseconds: 1_700_000_000_123)

    @Test("A new id is a version 7 UUID that begins with its time")
    func version7() {
        for random: (UInt64, UInt64) in [(0, 0), (.max, .max), (0x1234, 0x9876_5432_10AB_CDEF)] {
            let id = DeliveryID(time: time, random: random)
            #expect(Int64(id.high >> 16) == time.milliseconds)
            #expect(id.high >> 12 & 0xF == 7)
            #expect(id.low >> 62 == 0b10)
        }
        #expect(DeliveryID(time: time, random: (0, 0)).description == "018bcfe5-687b-7000-8000-000000000000")
        #expect(DeliveryID(time: time, random: (.max, .max)).description == "018bcfe5-687b-7fff-bfff-ffffffffffff")
    }

    @Test("An id survives conversion to text and bytes, and uppercase is accepted")
    func roundTrips() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let id = DeliveryID.make(at: time, using: &generator)
            #expect(DeliveryID(id.description) == id)
            #expect(DeliveryID(id.description.uppercased()) == id)
            #expect(DeliveryID(bytes: id.bytes) == id)
            #expect(UUID(uuidString: id.description)?.uuidString.lowercased() == id.description)
        }
    }

    @Test("Ids sort by time, also as bytes and as text")
    func order() {
        var generator = SystemRandomNumberGenerator()
        let ids = (0..<100).map { DeliveryID.make(at: time + .milliseconds($0), using: &generator) }
        #expect(ids == ids.sorted())
        #expect(ids.map(\.description) == ids.map(\.description).sorted())
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.bytes.lexicographicallyPrecedes($1.bytes) })
        #expect(DeliveryID.first(of: time) <= ids[0] && DeliveryID.first(of: time + .milliseconds(1)) > ids[0])
    }

    @Test("Times that no id can have sort before or after all ids")
    func rangeOfTimes() {
        let id = DeliveryID(time: time, random: (1, 1))
        #expect(DeliveryID.first(of: Timestamp(milliseconds: -1)) < id)
        #expect(DeliveryID.first(of: Timestamp(milliseconds: .min)) < id)
        #expect(DeliveryID.first(of: Timestamp(milliseconds: .max)) > id)
        #expect(DeliveryID.first(of: Timestamp(milliseconds: 1 << 48)) > id)
    }

    @Test(
        "Text that is not a UUID is refused",
        arguments: [
            "", "018bcfe5-687b-7000-8000-00000000000", "018bcfe5-687b-7000-8000-0000000000000",
            "018bcfe5x687b-7000-8000-000000000000", "018bcfe5-687b-7000-8000-00000000000g",
            "018bcfe5687b-7000-8000-0000000000000", "018bcfe5-687b-7000-8000-0000000000é",
        ])
    func malformed(text: String) {
        #expect(DeliveryID(text) == nil)
    }

    @Test("Bytes of any other length are refused")
    func bytes() {
        #expect(DeliveryID(bytes: [UInt8](repeating: 0, count: 15)) == nil)
        #expect(DeliveryID(bytes: [UInt8](repeating: 0, count: 17)) == nil)
    }
}
