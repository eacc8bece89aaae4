/// What a JSON file is that has the name or the members of stats, but is none.
enum StatsLookalike {
    /// Nil for any other file.
    static func note(_ outline: StatsOutline?, _ candidate: StatsCandidate) -> StatsNote? {
        guard let outline, outline.isObject else { return candidate.isNamedStats ? .notStats : nil }
        if isBundleTracker(outline) { return .bundleTracker }
        if isIncomplete(outline, candidate) { return .incomplete }
        return candidate.isNamedStats ? .notStats : nil
    }

    /// `{"status": "done", "chunks": {"main": […]}, "assets": {…}}`, which Django reads at run time.
    private static func isBundleTracker(_ outline: StatsOutline) -> Bool {
        guard outline.has("status") || outline.has("publicPath") else { return false }
        return outline.isObject("chunks") && (outline.isObject("assets") || outline.has("status"))
    }

    /// `stats: "errors-warnings"` and the like.
    private static func isIncomplete(_ outline: StatsOutline, _ candidate: StatsCandidate) -> Bool {
        if outline.isArray("errors"), outline.isArray("warnings") { return true }
        return candidate.isNamedStats && (outline.isArray("modules") || outline.isArray("assets"))
    }
}
