import Domain
import Signing
import Storage

/// What the resources of the API share.
struct Services: Sendable {
    var store: any Store
    var blobs: any BlobStore
    var time: any TimeSource
    /// Seals what a browser keeps for the server.
    var keyring: Keyring
    var configuration: ServerConfiguration
    /// Says why the egress rules refuse a webhook's URL; nil where they do not.
    var judge: @Sendable (String) -> String?
    var metrics: PrometheusMetrics
    var callers: Callers
    var running = RunningKeys()
    /// The keys of uploads whose body is still coming.
    var uploading = RunningKeys()
    var passwords = PasswordQueue()
    let signInRefusals = SignInRefusals()
    /// The disks that builds are written to and events are.
    var disk = DiskWatch.unwatched
    /// The one of the database.
    var databaseDisk = DiskWatch.unwatched
    let readiness = Readiness()

    var now: Timestamp { time.now() }
}
