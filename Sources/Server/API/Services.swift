import Domain
import Signing
import Storage

/// The parts of the store that tell who a caller is and what it may see, count its guesses, and tell it of changes.
typealias AccessStore = TokenStore & SessionStore & ProjectStore & ApplicationStore & GuessStore & ChangeFeed
    & SettingsStore

/// What the API's resources share. It is a class because every request and every check of a right holds it: copying a
/// struct of this size takes twenty retains.
final class Services: Sendable {
    /// What every request may need of the store; each resource has the parts that it uses besides.
    let store: any AccessStore
    /// The same of tokens and projects, kept in memory while nothing about them changes.
    let access: AccessCache
    let blobs: any BlobStore
    let inspector: any BuildInspector
    let time: any TimeSource
    /// Seals what a browser keeps for the server.
    let keyring: Keyring
    let configuration: ServerConfiguration
    /// Where webhooks may be sent.
    let egress: EgressPolicy
    let ownAddresses: any MachineAddresses
    let metrics: PrometheusMetrics
    let callers: Callers
    let running = RunningKeys()
    /// The keys of uploads whose body is still being received.
    let uploading = RunningKeys()
    let passwords: PasswordQueue
    let signInRefusals: SignInRefusals
    let uses: UseRecorder
    /// The disks that hold builds and events.
    let disk: DiskWatch
    /// The database's disk.
    let databaseDisk: DiskWatch
    let readiness = Readiness()

    init(
        store: any AccessStore, access: AccessCache, blobs: any BlobStore, inspector: any BuildInspector,
        time: any TimeSource, keyring: Keyring, configuration: ServerConfiguration, egress: EgressPolicy,
        ownAddresses: any MachineAddresses, metrics: PrometheusMetrics, callers: Callers,
        passwords: PasswordQueue = PasswordQueue(), signInRefusals: SignInRefusals, uses: UseRecorder,
        disk: DiskWatch, databaseDisk: DiskWatch
    ) {
        self.store = store
        self.access = access
        self.blobs = blobs
        self.inspector = inspector
        self.time = time
        self.keyring = keyring
        self.configuration = configuration
        self.egress = egress
        self.ownAddresses = ownAddresses
        self.metrics = metrics
        self.callers = callers
        self.passwords = passwords
        self.signInRefusals = signInRefusals
        self.uses = uses
        self.disk = disk
        self.databaseDisk = databaseDisk
    }

    var now: Timestamp { time.now() }
    var passwordChecker: PasswordChecker { PasswordChecker(store: store, passwords: passwords, time: time) }
}
