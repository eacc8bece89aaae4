import Domain
import Signing
import Storage

/// What the API's resources share.
struct Services: Sendable {
    var store: any Store
    var blobs: any BlobStore
    var time: any TimeSource
    /// Seals what a browser keeps for the server.
    var keyring: Keyring
    var configuration: ServerConfiguration
    /// Where webhooks may be sent.
    var egress: EgressPolicy
    var ownAddresses: any MachineAddresses
    var metrics: PrometheusMetrics
    var callers: Callers
    var running = RunningKeys()
    /// The keys of uploads whose body is still being received.
    var uploading = RunningKeys()
    var passwords = PasswordQueue()
    let signInRefusals = SignInRefusals()
    /// The disks that hold builds and events.
    var disk = DiskWatch.unwatched
    /// The database's disk.
    var databaseDisk = DiskWatch.unwatched
    let readiness = Readiness()

    var now: Timestamp { time.now() }
}
