import Domain
import Signing
import Storage

/// The parts of the store that tell who a caller is and what it may see, count its guesses, and tell it of changes.
typealias AccessStore = TokenStore & SessionStore & ProjectStore & ApplicationStore & GuessStore & ChangeFeed
    & SettingsStore

/// What the API's resources share.
struct Services: Sendable {
    /// What every request may need of the store; each resource has the parts that it uses besides.
    var store: any AccessStore
    /// The same of tokens and projects, kept in memory while nothing about them changes.
    var access: AccessCache
    var blobs: any BlobStore
    var inspector: any BuildInspector
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
    let signInRefusals: SignInRefusals
    let uses: UseRecorder
    /// The disks that hold builds and events.
    var disk = DiskWatch.unwatched
    /// The database's disk.
    var databaseDisk = DiskWatch.unwatched
    let readiness = Readiness()

    var now: Timestamp { time.now() }
    var passwordChecker: PasswordChecker { PasswordChecker(store: store, passwords: passwords, time: time) }
}
