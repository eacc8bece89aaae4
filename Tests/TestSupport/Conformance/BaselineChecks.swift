import Domain
import Storage
import Testing

extension StoreFixture {
    /// What a new artifact is compared with: the id, the rule, and the distance in commits.
    fileprivate func choice(
        _ request: BaselineRequest = BaselineRequest(), on branch: String = "feature", isFork: Bool = false,
        pullRequest: Int64? = nil, in project: Project
    ) async throws -> String {
        let made = try await artifact(
            branch, hash: "new", request: request, isFork: isFork, pullRequest: pullRequest, in: project)
        #expect(try await store.artifact(made.id, in: project.number) == made)
        try await analyze(.failed(reason: RecordedMessage(english: "unused"), duration: .milliseconds(1)))
        return made.choice
    }
}

extension Artifact {
    /// `2 ancestor 3`, or `none`.
    var choice: String {
        guard let baselineID, let baselineRule else { return "none" }
        return "\(baselineID) \(baselineRule.rawValue)" + (baselineDistance.map { " \($0)" } ?? "")
    }
}

extension StoreCheck {
    static let baselines: [StoreCheck] = [
        StoreCheck("the baseline is the newest of the name that passed at the first commit that has one") { fixture in
            let project = try await fixture.project(baseline: "main")
            let other = try await fixture.project("other")
            for hash in ["a", "b", "b", "c"] { try await fixture.passed("main", hash: hash, in: project) }
            try await fixture.passed("main", name: "other", hash: "c", in: project)
            try await fixture.passed("main", hash: "base", in: other)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "broken"), duration: .milliseconds(1)))
            func choice(_ base: String?, _ ancestors: [String]) async throws -> String {
                let request = BaselineRequest(commitHash: base, ancestors: ancestors, branch: "main")
                return try await fixture.choice(request, in: project)
            }
            #expect(try await choice("c", ["b", "a"]) == "4 commit 0")
            #expect(try await choice("base", ["x", "b", "a"]) == "3 ancestor 2")
            #expect(try await choice("base", ["a", "b"]) == "1 ancestor 1")
            #expect(try await choice(nil, ["b", "a"]) == "3 commit 0")
            #expect(try await choice("base", ["x"]) == "4 base-branch")
        },
        StoreCheck("commits go before the base branch, that before the project's, and that before the own branch") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            func choice(_ base: BaselineRequest) async throws -> String {
                try await fixture.choice(base, in: project)
            }
            let all = BaselineRequest(commitHash: "111", branch: "dev")
            #expect(try await choice(all) == "none")
            try await fixture.passed("feature", hash: "444", in: project)
            #expect(try await choice(all) == "2 branch")
            try await fixture.passed("main", hash: "333", in: project)
            #expect(try await choice(all) == "4 baseline-branch")
            try await fixture.passed("dev", hash: "222", in: project)
            #expect(try await choice(all) == "6 base-branch")
            #expect(try await choice(BaselineRequest(commitHash: "111")) == "4 baseline-branch")
            try await fixture.passed("x", hash: "111", in: project)
            #expect(try await choice(all) == "9 commit 0")
        },
        StoreCheck("two hundred ancestors are considered, and the rest dropped") { fixture in
            let project = try await fixture.project(baseline: "main")
            let ancestors = (1...BaselineRequest.maximumAncestors + 1).map { "a\($0)" }
            try await fixture.passed("main", hash: "a201", in: project)
            let request = BaselineRequest(commitHash: "base", ancestors: ancestors)
            #expect(try await fixture.choice(request, in: project) == "1 baseline-branch")
            try await fixture.passed("main", hash: "a200", in: project)
            #expect(try await fixture.choice(request, in: project) == "3 ancestor 200")
        },
        StoreCheck("an artifact's own commit counts only where an earlier artifact passed at it") { fixture in
            let project = try await fixture.project(baseline: "main")
            let request = BaselineRequest(commitHash: "same")
            let first = try await fixture.artifact("main", hash: "same", request: request, in: project)
            try await fixture.analyze()
            #expect(first.choice == "none")
            let second = try await fixture.passed("main", hash: "same", request: request, in: project)
            #expect(second.choice == "1 commit 0")
            #expect(try await fixture.store.artifact(1, in: project.number)?.choice == "none")
            #expect(try await fixture.claimArtifact() == nil)
        },
        StoreCheck("an artifact that is claimed is compared with what has passed by then, and comes with it") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "old", in: project)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            let made = try await fixture.artifact(
                "feature", request: BaselineRequest(commitHash: "base", ancestors: ["old"]), in: project)
            #expect(made.choice == "1 ancestor 1")
            try await fixture.analyze()
            let claimed = try #require(try await fixture.claimArtifact())
            #expect(claimed.artifact.choice == "2 commit 0")
            #expect(claimed.baseline?.id == 2 && claimed.baseline?.result == .sample)
            #expect(try await fixture.store.artifact(3, in: project.number) == claimed.artifact)
        },
        StoreCheck("a baseline that is gone by the time of the claim gives way to another, or to none") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("feature", hash: "a", in: project)
            try await fixture.passed("feature", hash: "b", in: project)
            let made = try await fixture.passed(
                "other", hash: "c", request: BaselineRequest(commitHash: "a", branch: "feature"), in: project)
            #expect(made.choice == "1 commit 0")
            // Of each name, the newest stays.
            _ = try await fixture.store.pruneArtifacts(
                before: fixture.now + .seconds(60), keeping: 1_000, from: project.number, limit: 2)
            #expect(try await fixture.store.artifact(1, in: project.number) == nil)
            try await fixture.analyzeAgain(made.id, in: project)
            let claimed = try #require(try await fixture.claimArtifact())
            #expect(claimed.artifact.choice == "none" && claimed.baseline == nil)
            #expect(try await fixture.store.artifact(made.id, in: project.number) == claimed.artifact)
        },
    ]

    static let baselineBranches: [StoreCheck] = [
        StoreCheck("what is newer than an artifact is no baseline by its branch") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", in: project)
            let made = try await fixture.passed("feature", request: BaselineRequest(branch: "dev"), in: project)
            for branch in ["main", "dev", "feature"] { try await fixture.passed(branch, in: project) }
            try await fixture.analyzeAgain(made.id, in: project)
            #expect(try await fixture.claimArtifact()?.artifact.choice == "1 baseline-branch")
        },
        StoreCheck("a project that sets no baseline branch uses main, else master, whichever has builds") { fixture in
            let project = try await fixture.project(baseline: nil)
            #expect(project.baselineBranch == nil)
            #expect(try await fixture.store.project(number: project.number)?.baselineBranch == nil)
            try await fixture.passed("master", in: project)
            #expect(try await fixture.choice(in: project) == "1 baseline-branch")
            try await fixture.passed("main", in: project)
            try await fixture.passed("master", in: project)
            #expect(try await fixture.choice(in: project) == "3 baseline-branch")
            func set(_ change: Change<String>) async throws -> Project? {
                var changes = ProjectChanges()
                changes.baselineBranch = change
                return try await fixture.store.updateProject(project.number, changes, at: fixture.now)
            }
            #expect(try await set(.set("master"))?.baselineBranch == "master")
            #expect(try await set(.keep)?.baselineBranch == "master")
            #expect(try await fixture.choice(in: project) == "4 baseline-branch")
            #expect(try await set(.set(nil))?.baselineBranch == nil)
            #expect(try await fixture.choice(in: project) == "3 baseline-branch")
        },
        StoreCheck("a branch written between slashes is a regular expression, else it is itself") { fixture in
            let expression = try await fixture.project("expression", baseline: "/^release-[0-9]+$/")
            try await fixture.passed("release-1", in: expression)
            try await fixture.passed("release-22", in: expression)
            try await fixture.passed("release-3", isFork: true, in: expression)
            try await fixture.passed("release-x", in: expression)
            #expect(try await fixture.choice(in: expression) == "2 baseline-branch")
            let waiting = try await fixture.artifact("feature", in: expression)
            #expect(try await fixture.claimArtifact()?.artifact.choice == waiting.choice)
            let plain = try await fixture.project("plain", baseline: "release-[0-9]+")
            try await fixture.passed("release-1", in: plain)
            #expect(try await fixture.artifact("feature", in: plain).baselineID == nil)
            try await fixture.analyze()
            let broken = try await fixture.project("broken", baseline: "/(/")
            #expect(try await fixture.artifact("feature", in: broken).baselineID == nil)
        },
        StoreCheck("an expression that would backtrack for ever is given up, and the upload is taken") { fixture in
            let project = try await fixture.project(baseline: "/^(a|a)*$/")
            for length in 40..<60 {
                let name = String(repeating: "a", count: length) + "!"
                try await fixture.passed(name, in: project)
            }
            let clock = ContinuousClock()
            let start = clock.now
            let made = try await fixture.artifact("feature", in: project)
            #expect(made.baselineID == nil && made.status == .pending)
            #expect(clock.now - start < .seconds(20))
        },
    ]

    static let forks: [StoreCheck] = [
        StoreCheck("a fork's build is nobody's baseline, whatever its branch and its commit are called") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "fork", isFork: true, pullRequest: 7, in: project)
            let request = BaselineRequest(commitHash: "fork", ancestors: ["fork"], branch: "main")
            #expect(try await fixture.choice(request, on: "main", in: project) == "none")
            try await fixture.passed("main", hash: "own", in: project)
            #expect(try await fixture.choice(request, on: "main", in: project) == "3 base-branch")
            let other = try await fixture.choice(
                BaselineRequest(commitHash: "own"), on: "topic", isFork: true, pullRequest: 7, in: project)
            #expect(other == "3 commit 0")
        },
        StoreCheck("a fork's build is the baseline of the next of its branch and pull request, if there is no other") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", isFork: true, pullRequest: 7, in: project)
            try await fixture.passed("main", isFork: true, pullRequest: 8, in: project)
            try await fixture.passed("main", isFork: true, in: project)
            try await fixture.passed("topic", in: project)
            func choice(_ branch: String, _ number: Int64?) async throws -> String {
                try await fixture.choice(on: branch, isFork: true, pullRequest: number, in: project)
            }
            #expect(try await choice("main", 7) == "1 branch")
            #expect(try await choice("main", 8) == "2 branch")
            #expect(try await choice("main", nil) == "3 branch")
            #expect(try await choice("main", 9) == "none")
            #expect(try await choice("topic", 7) == "none")
        },
        StoreCheck("what an upload says about its pull request stays with the artifact") { fixture in
            let project = try await fixture.project()
            let made = try await fixture.artifact("topic", isFork: true, pullRequest: 1 << 40, in: project)
            #expect(made.build.isFork && made.build.pullRequest == 1 << 40)
            #expect(try await fixture.claimArtifact()?.artifact.build == made.build)
            let list = try await fixture.store.artifacts(
                in: project.number, matching: ArtifactFilter(), before: nil, limit: 9)
            #expect(list.map(\.build) == [made.build])
        },
    ]
}
