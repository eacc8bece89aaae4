package import BundleAnalysis

extension ChangeCause {
    /// `17.0.2 → 18.2.0` if it is another one than before; nil if none is known.
    package var versions: (before: String?, now: String?)? {
        switch (baselineVersion, version) {
        case (let before?, let now?) where before != now: (before, now)
        case (_, let now?): (nil, now)
        case (let before?, nil): state == .removed ? (nil, before) : nil
        case (nil, nil): nil
        }
    }
}
