/// Limits on what a comparison goes through and tells, since both builds may be a stranger's.
enum ComparisonLimits {
    /// How many causes of a change are named; the rest are "other".
    static let causes = 10
    /// How many names of files a list has; how many there are is told beside it.
    static let names = 200
    /// How deep the folders of a content tree may nest; ``ModuleTree/depthLimit`` of them are written.
    static let depth = 128
    /// How many leaves are gone through for all entry points together. The changes of entry points beyond it have no causes.
    static let visits = 100_000_000
    /// A module that is in more unpaired files of a build than this says nothing about which of them belong together.
    static let sharingAssets = 20

    /// A size in bytes as it is stored, for one file or an entry point: no sum of them overflows.
    static func bytes(_ stored: Int) -> Int { min(max(0, stored), StatsLimits.assetBytes << 18) }

    /// The same of a leaf of the content, of which there are more.
    static func leafBytes(_ stored: Double) -> Int { Int(min(max(0, stored), Double(1 << 36))) }
}
