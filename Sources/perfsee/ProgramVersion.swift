/// The version of this Perfsee: `perfsee --version`, and through it the Debian package's version.
enum ProgramVersion {
    /// Three numbers as in https://semver.org, raised with each release.
    static let text = "0.1.0"
    /// What this process runs, even if another version was installed meanwhile.
    static let file = "/proc/self/exe"
}
