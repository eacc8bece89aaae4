import Domain
import Storage

enum SystemNow {
    static var timestamp: Timestamp { SystemTime().now() }
}
