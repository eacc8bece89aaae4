import Dispatch
import Foundation
import Glibc
import Synchronization
import Testing
import Threads

@Suite("Executors with threads of their own", .timeLimit(.minutes(1)))
struct ThreadExecutorTests {
    private actor Blocking {
        private let executor = SerialThreadExecutor("blocking-actor-of-a-test")
        private var count = 0

        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        func next() -> (count: Int, thread: pthread_t) {
            count += 1
            return (count, pthread_self())
        }

        func wait(for semaphore: DispatchSemaphore) {
            semaphore.wait()
        }

        var threadName: String {
            let text = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
            return text?.trimmingCharacters(in: .newlines) ?? ""
        }
    }

    @Test("An actor's work is done in order, on its one thread, which carries its name")
    func serial() async {
        let actor = Blocking()
        let first = await actor.next()
        for count in 2...50 {
            let next = await actor.next()
            #expect(next.count == count && next.thread == first.thread)
        }
        #expect(await actor.threadName == "blocking-actor-")
    }

    @Test("An actor that blocks holds up nobody else")
    func blocking() async {
        let semaphore = DispatchSemaphore(value: 0)
        let actors = (0..<64).map { _ in Blocking() }
        await withTaskGroup(of: Void.self) { group in
            for actor in actors { group.addTask { await actor.wait(for: semaphore) } }
            group.addTask { for _ in actors { semaphore.signal() } }
        }
    }

    @Test("As many tasks run at once as there are threads, and the rest in their order")
    func several() async {
        let executor = ThreadExecutor("tasks", count: 2, niceness: 1, stackSize: 1 << 20)
        let (here, there) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        // Each of the two blocks its thread until the other runs as well.
        let first = Task(executorPreference: executor) {
            here.signal()
            Self.block(on: there)
        }
        let second = Task(executorPreference: executor) {
            there.signal()
            Self.block(on: here)
        }
        await first.value
        await second.value
        let order = Order()
        let single = ThreadExecutor("one", count: 1)
        let tasks = (0..<20).map { number in Task(executorPreference: single) { order.add(number) } }
        for task in tasks { await task.value }
        #expect(order.numbers == Array(0..<20))
    }

    @Test("Threads that yield do batch work; a task that leaves them goes on where it came from")
    func yielding() async {
        let executor = ThreadExecutor("yielding", count: 1, niceness: 7)
        let before = Self.scheduling
        let inside = await executor.run { Self.scheduling }
        #expect(inside.niceness == 7)
        // SCHED_BATCH, without the flag that new threads do not inherit it.
        #expect(inside.policy & 0xFF == 3)
        #expect(inside.thread == "yielding-1")
        #expect(Self.scheduling.policy == before.policy && Self.scheduling.niceness == before.niceness)
        let names = await withTaskExecutorPreference(ThreadExecutor("outer", count: 1)) {
            let inner = await executor.run { Self.scheduling.thread }
            return [inner, Self.scheduling.thread]
        }
        #expect(names == ["yielding-1", "outer-1"])
    }

    private static var scheduling: (policy: Int32, niceness: Int32, thread: String) {
        let name = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
        return (
            sched_getscheduler(0), getpriority(__priority_which_t(UInt32(PRIO_PROCESS.rawValue)), 0),
            name?.trimmingCharacters(in: .newlines) ?? ""
        )
    }

    private final class Order: Sendable {
        private let state = Mutex<[Int]>([])

        func add(_ number: Int) { state.withLock { $0.append(number) } }
        var numbers: [Int] { state.withLock { $0 } }
    }

    private static func block(on semaphore: DispatchSemaphore) {
        semaphore.wait()
    }
}
