/// Which Perfsee this is: `perfsee --version`, and from there the Debian package's version.
enum ProgramVersion {
    /// Three numbers after https://semver.org, raised with each release.
    static let text = "0.1.0"
}
