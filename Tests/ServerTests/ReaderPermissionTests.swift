import Storage
import Synchronization
import Testing

@testable import Server

@Suite("The permission of a stream's reader")
struct ReaderPermissionTests {
    private final class Scene: Sendable {
        let time = Mutex(Duration.seconds(5))
        let looks = Mutex(0)
        let isAllowed = Mutex(true)
    }

    @Test("It is looked up again after a quarter of a second, and at once after a change of this node")
    func looks() async throws {
        let scene = Scene()
        let changes = AccessChanges()
        let permission = ReaderPermission(changes: changes, monotonic: { scene.time.withLock { $0 } }) {
            scene.looks.withLock { $0 += 1 }
            return scene.isAllowed.withLock { $0 }
        }
        #expect(await permission.holds())
        scene.isAllowed.withLock { $0 = false }
        scene.time.withLock { $0 += ReaderPermission.validity - .milliseconds(1) }
        #expect(await permission.holds())
        #expect(scene.looks.withLock { $0 } == 1)
        scene.time.withLock { $0 += .milliseconds(1) }
        #expect(await !permission.holds())
        #expect(await !permission.holds())

        scene.isAllowed.withLock { $0 = true }
        #expect(await permission.holds())
        scene.isAllowed.withLock { $0 = false }
        let effects = CommitEffects(handover: nil)
        changes.willChange(effects)
        #expect(await permission.holds())
        effects.didCommit(nil, nil)
        #expect(await !permission.holds())
        #expect(ReaderPermission.validity + AccessCache.validity < .seconds(1))
    }
}
