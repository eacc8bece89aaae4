import Domain
import TestSupport
import Testing

@testable import Delivery

@Suite("The planner's alarm")
struct AlarmTests {
    @Test("The alarm wakes its waiter at the deadline")
    func time() async {
        let (alarm, time) = (Alarm(), ManualTime())
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await alarm.wait(until: time.now() + .seconds(5), by: time) }
            await time.sleepers(1)
            time.advance(seconds: 5)
            await group.waitForAll()
        }
        #expect(time.nextDeadline == nil)
    }

    @Test("The alarm wakes its waiter when it rings, and leaves nobody asleep")
    func ring() async {
        let (alarm, time) = (Alarm(), ManualTime())
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await alarm.wait(until: time.now() + .seconds(5), by: time) }
            await time.sleepers(1)
            alarm.ring()
            await group.waitForAll()
        }
        #expect(time.nextDeadline == nil)
    }

    @Test("A ring that nobody waits for is kept, once")
    func keptRing() async {
        let (alarm, time) = (Alarm(), ManualTime())
        alarm.ring()
        alarm.ring()
        await alarm.wait(until: time.now() + .seconds(5), by: time)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await alarm.wait(until: time.now() + .seconds(5), by: time) }
            await time.sleepers(1)
            #expect(time.nextDeadline != nil)
            group.cancelAll()
        }
        #expect(time.nextDeadline == nil)
    }
}
