extension Duration {
    /// Rounded up, so that a wait is never cut to nothing; capped at what 32 bits hold.
    var wholeMilliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        let (whole, overflows) = seconds.multipliedReportingOverflow(by: 1000)
        let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return overflows ? .max : Int32(clamping: whole.addingReportingOverflow(rest).partialValue)
    }
}
