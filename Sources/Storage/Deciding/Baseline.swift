package import Domain

/// Chooses what an artifact is compared with: what a reviewer would compare it with.
package enum Baseline {
    /// A baseline, and the rule that chose it.
    package struct Choice: Hashable, Sendable {
        package var id: Artifact.ID
        package var rule: Artifact.BaselineRule
        /// How many commits it is before the base commit; nil if it was not chosen by its commit.
        package var distance: Int?

        package init(id: Artifact.ID, rule: Artifact.BaselineRule, distance: Int? = nil) {
            self.id = id
            self.rule = rule
            self.distance = distance
        }

        /// - Parameter place: that of its commit in the request.
        package init(id: Artifact.ID, at place: Int) {
            self.init(id: id, rule: place == 0 ? .commit : .ancestor, distance: place)
        }
    }

    /// - Parameter branches: the project's baseline branches; the first that has a build counts.
    package static func choose(
        _ request: BaselineRequest, branches: [String], _ search: some BaselineSearch
    ) throws -> Choice? {
        if let found = try first(of: request.commits, search) { return found }
        if let branch = request.branch, let id = try search.newest(on: branch) {
            return Choice(id: id, rule: .baseBranch)
        }
        for branch in branches {
            if let id = try search.newest(on: branch) { return Choice(id: id, rule: .baselineBranch) }
        }
        return try search.newestOfOwnBranch().map { Choice(id: $0, rule: .branch) }
    }

    /// Chooses again for an artifact that has a choice already. An earlier version did not store what the upload had
    /// said: then the choice stays for as long as the baseline is there.
    package static func chooseAgain(
        for artifact: Artifact, _ request: BaselineRequest, branches: [String], _ search: some BaselineSearch
    ) throws -> Choice? {
        if let before = artifact.baseline, isUnfounded(before, in: request), try search.hasPassed(before.id) {
            return before
        }
        return try choose(request, branches: branches, search)
    }

    /// The one that a choice gives way to, by its commit; nil if it stays.
    package static func better(
        than choice: Choice?, _ request: BaselineRequest, _ search: some BaselineSearch
    ) throws -> Choice? {
        try first(of: Array(request.commits.prefix(choice?.distance ?? .max)), search)
    }

    /// Whether an artifact is a build of one of the usual baseline branches, of which the first counts that has builds.
    package static func isOnUsualBranch(_ build: Artifact.Build, _ search: some BaselineSearch) throws -> Bool {
        guard !build.isFork else { return false }
        for branch in Project.usualBaselineBranches {
            if build.branch.hasSameBytes(as: branch) { return true }
            if try search.newest(on: branch) != nil { return false }
        }
        return false
    }

    private static func first(of commits: [String], _ search: some BaselineSearch) throws -> Choice? {
        guard !commits.isEmpty else { return nil }
        return try search.newest(ofFirst: commits).map { Choice(id: $0.id, at: $0.place) }
    }

    private static func isUnfounded(_ choice: Choice, in request: BaselineRequest) -> Bool {
        switch choice.rule {
        case .commit, .ancestor: request.commits.isEmpty
        case .baseBranch: request.branch == nil
        case .baselineBranch, .branch: false
        }
    }
}

/// Finds what an artifact may be compared with: artifacts of its project and name that have passed. Builds of forks are
/// found only where a method says so.
package protocol BaselineSearch {
    /// The newest of the first commit that has one, with the commit's place. Of the artifact's own commit, only earlier
    /// artifacts count.
    func newest(ofFirst commits: [String]) throws -> (place: Int, id: Artifact.ID)?
    /// The newest on a branch that is older than the artifact.
    func newest(on branch: String) throws -> Artifact.ID?
    /// The newest on the artifact's own branch that is older than the artifact. For the build of a fork, those are builds
    /// of the same branch of a fork, for the same pull request.
    func newestOfOwnBranch() throws -> Artifact.ID?
    func hasPassed(_ id: Artifact.ID) throws -> Bool
}

extension Artifact {
    /// What it is compared with. Nil if there is nothing, or a newer version chose it by a rule of its own.
    package var baseline: Baseline.Choice? {
        get {
            guard let baselineID, let baselineRule else { return nil }
            return Baseline.Choice(id: baselineID, rule: baselineRule, distance: baselineDistance)
        }
        set { (baselineID, baselineRule, baselineDistance) = (newValue?.id, newValue?.rule, newValue?.distance) }
    }
}
