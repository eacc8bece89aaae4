package import Domain
import Storage
import Testing

extension StoreFixture {
    /// A build that passed, with packages by their names and numbers of copies; nil if they are not known.
    @discardableResult
    package func built(
        _ packages: [String: Int]?, branch: String = "main", name: String = "main", isFork: Bool = false,
        in project: Project
    ) async throws -> Artifact {
        let artifact = try await artifact(branch, name: name, isFork: isFork, in: project)
        try await analyze(.passed(.sample, duration: .milliseconds(1), packages: packages.map(ArtifactPackages.sample)))
        return artifact
    }

    fileprivate func builds(
        _ filter: HistoryFilter = HistoryFilter(), before id: Artifact.ID? = nil, limit: Int = 9, in project: Project
    ) async throws -> [HistoricBuild] {
        try await store.builds(in: project.number, matching: filter, before: id, limit: limit)
    }
}

extension ArtifactPackages {
    package static func sample(_ copies: [String: Int]) -> ArtifactPackages {
        ArtifactPackages(
            copies.map { name, count in
                ArtifactPackage(
                    name: name, versions: (0..<count).map { "1.\($0).0" }, copies: count,
                    size: Artifact.Size(raw: 100 * count, gzip: 10 * count, brotli: nil))
            })
    }
}

extension StoreCheck {
    static let history: [StoreCheck] = [
        StoreCheck("a project's history has its builds that passed, newest first, by branch and name") { fixture in
            let project = try await fixture.project()
            for (branch, name) in [("a", "x"), ("b", "x"), ("a", "y")] {
                try await fixture.built([:], branch: branch, name: name, in: project)
            }
            try await fixture.built([:], branch: "a", name: "x", isFork: true, in: project)
            _ = try await fixture.artifact("a", name: "x", in: project)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "x"), duration: .zero))
            func ids(_ filter: HistoryFilter, before id: Artifact.ID? = nil, limit: Int = 9) async throws -> [Int64] {
                try await fixture.builds(filter, before: id, limit: limit, in: project).map(\.artifact.id)
            }
            #expect(try await ids(HistoryFilter()) == [3, 2, 1])
            #expect(try await ids(HistoryFilter(), before: 3, limit: 1) == [2])
            #expect(try await ids(HistoryFilter(branch: "a")) == [3, 1])
            #expect(try await ids(HistoryFilter(name: "x")) == [2, 1])
            #expect(try await ids(HistoryFilter(branch: "a", name: "x")) == [1])
            let other = try await fixture.project("other")
            #expect(try await fixture.builds(in: other).isEmpty)
        },
        StoreCheck("each build of the history knows the one before it of its name and branch, and both their packages")
        {
            fixture in
            let project = try await fixture.project()
            try await fixture.built(["lodash": 1, "é": 1], in: project)
            try await fixture.built(["lodash": 1], branch: "other", in: project)
            try await fixture.built(["lodash": 2, "é": 1], in: project)
            try await fixture.built(nil, in: project)
            let found = try await fixture.builds(HistoryFilter(branch: "main", package: "lodash"), in: project)
            #expect(found.map(\.artifact.id) == [4, 3, 1] && found.map(\.earlier?.id) == [3, 1, nil])
            #expect(found.map(\.packageTotal) == [nil, 2, 2] && found.map(\.package?.copies) == [nil, 2, 1])
            #expect(found.map(\.earlier?.copies) == [2, 1, nil])
            #expect(found[1].package == ArtifactPackages.sample(["lodash": 2]).recorded.first)
            #expect(found[0].digest == nil && found[1].digest != found[2].digest)
            #expect(found[0].earlier?.digest == found[1].digest && found[1].earlier?.digest == found[2].digest)
            #expect(found[1].artifact.result?.entryPoints == Artifact.Result.sample.entryPoints)
            // Names are bytes: another normalization of the letter is another package.
            let decomposed = try await fixture.builds(HistoryFilter(package: "e\u{301}"), in: project)
            #expect(decomposed.allSatisfy { $0.package == nil && $0.earlier?.copies ?? 0 == 0 })
            let lists = try await fixture.store.packageLists(of: [1, 3, 4, 99], in: project.number)
            #expect(Set(lists[3] ?? []) == [.init(name: "lodash", copies: 2), .init(name: "é", copies: 1)])
            #expect(lists[1]?.count == 2 && lists[4] == [] && lists[99] == [])
        },
        StoreCheck("a new analysis replaces the packages of an artifact, and one that fails keeps them") { fixture in
            let project = try await fixture.project()
            try await fixture.built(["a": 1, "b": 1], in: project)
            func names() async throws -> [String] {
                let list = try await fixture.store.packageLists(of: [1], in: project.number)[1] ?? []
                return list.map(\.name).sorted()
            }
            try await fixture.analyzeAgain(in: project)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "x"), duration: .zero))
            #expect(try await names() == ["a", "b"])
            try await fixture.analyzeAgain(in: project)
            try await fixture.analyze(
                .passed(.sample, duration: .zero, packages: .sample(["b": 3, "c": 1])))
            #expect(try await names() == ["b", "c"])
            let builds = try await fixture.builds(HistoryFilter(package: "b"), in: project)
            #expect(builds.map(\.packageTotal) == [2] && builds.map(\.package?.copies) == [3])
        },
        StoreCheck("packages go with their artifact, whether it is old or its project is deleted") { fixture in
            let project = try await fixture.project(isPublic: true)
            let other = try await fixture.project("other", isPublic: true)
            for _ in 1...2 { try await fixture.built(["a": 1], in: project) }
            try await fixture.built(["a": 1], in: other)
            func shipping() async throws -> [String] {
                try await fixture.store.projects(with: "a", visibleTo: nil, only: nil, before: nil, limit: 9).map(\.id)
            }
            _ = try await fixture.store.pruneArtifacts(
                before: fixture.now + .seconds(1), keeping: 1, from: project.number, limit: 9)
            #expect(try await fixture.builds(in: project).map(\.artifact.id) == [2])
            #expect(try await fixture.store.packageLists(of: [1], in: project.number) == [1: []])
            #expect(try await shipping() == ["other", "perfsee"])
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            #expect(try await shipping() == ["other"])
            while try await !fixture.store.erase(limit: 10).isDone {}
            #expect(try await shipping() == ["other"])
        },
        StoreCheck("artifacts are deleted a few at a time, because their packages go with them") { fixture in
            let project = try await fixture.project()
            let most = ArtifactPackages.deletedAtOnce
            for _ in 0..<(2 * most + 1) { try await fixture.built(["a": 1], in: project) }
            func prune() async throws -> PrunedArtifacts {
                try await fixture.store.pruneArtifacts(
                    before: fixture.now + .seconds(1), keeping: most + 1, from: project.number, limit: 200)
            }
            #expect(try await prune().next == project.number)
            #expect(try await fixture.builds(limit: 99, in: project).count == most + 1)
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            var keys: [Int] = []
            var isDone = false
            while !isDone {
                let erased = try await fixture.store.erase(limit: 500)
                keys.append(erased.blobKeys.count)
                isDone = erased.isDone
            }
            // Each artifact has four files here.
            #expect(keys.max() == 4 * most)
        },
        StoreCheck("a package is there since the build from which on none is without it") { fixture in
            let project = try await fixture.project()
            let series: [[String: Int]?] = [["a": 1], [:], ["a": 1], ["a": 2], nil, ["a": 2], ["a": 2]]
            for packages in series { try await fixture.built(packages, in: project) }
            // Others in between do not count.
            try await fixture.built([:], branch: "other", in: project)
            try await fixture.built([:], isFork: true, in: project)
            let last = try await fixture.built(["a": 2], in: project)
            func since(_ id: Artifact.ID, copies: Int = 1, depth: Int = 100) async throws -> PackageSince {
                guard let build = try await fixture.store.artifact(id, in: project.number) else {
                    throw StoreError.notFound
                }
                return try await fixture.store.since("a", copies: copies, upTo: build, in: project.number, depth: depth)
            }
            #expect(try await since(4) == PackageSince(artifact: 3, isExact: true))
            #expect(try await since(4, copies: 2) == PackageSince(artifact: 4, isExact: true))
            // Nobody knows what the fifth has.
            #expect(try await since(last.id) == PackageSince(artifact: 6, isExact: false))
            #expect(try await since(1) == PackageSince(artifact: 1, isExact: false))
            #expect(try await since(last.id, depth: 1) == PackageSince(artifact: 7, isExact: false))
        },
        StoreCheck("the projects that have a package are those that the account sees, a page at a time") { fixture in
            let ada = try await fixture.store.createAccount(NewAccount(name: "ada"), at: fixture.now)
            let secret = try await fixture.project("secret")
            let open = try await fixture.project("open", isPublic: true)
            let own = try await fixture.project("own")
            let without = try await fixture.project("without", isPublic: true)
            try await fixture.store.setRole(.read, of: ada.id, in: own.number, at: fixture.now)
            for project in [secret, open, own] {
                for _ in 1...2 { try await fixture.built(["@acme/ui": 1], in: project) }
            }
            try await fixture.built(["@acme": 1], in: without)
            func ids(
                _ account: Account.ID?, only: Project.Number? = nil, before: Project.Number? = nil, limit: Int = 9
            ) async throws -> [String] {
                try await fixture.store.projects(
                    with: "@acme/ui", visibleTo: account, only: only, before: before, limit: limit
                ).map(\.id)
            }
            #expect(try await ids(nil) == ["own", "open", "secret"])
            #expect(try await ids(ada.id) == ["own", "open"])
            #expect(try await ids(0) == ["open"])
            #expect(try await ids(nil, limit: 2) == ["own", "open"])
            #expect(try await ids(nil, before: open.number) == ["secret"])
            #expect(try await ids(ada.id, only: open.number) == ["open"])
            #expect(try await ids(ada.id, only: secret.number) == [])
            let none = try await fixture.store.projects(
                with: "a'; --", visibleTo: nil, only: nil, before: nil, limit: 9)
            #expect(none.isEmpty)
        },
        StoreCheck("artifacts of which no packages are recorded are found, newest first, until somebody has looked") {
            fixture in
            let project = try await fixture.project()
            try await fixture.built(nil, in: project)
            try await fixture.built([:], in: project)
            try await fixture.built(nil, in: project)
            _ = try await fixture.artifact(in: project)
            let last = try #require(try await fixture.store.unlistedArtifact(before: nil))
            #expect(last.reportKey == Artifact.Result.sample.reportKey)
            let first = try #require(try await fixture.store.unlistedArtifact(before: last.row))
            #expect(try await fixture.store.unlistedArtifact(before: first.row) == nil)
            try await fixture.store.record(.sample(["a": 1]), of: last)
            try await fixture.store.record(nil, of: first)
            #expect(try await fixture.store.unlistedArtifact(before: nil) == nil)
            let builds = try await fixture.builds(HistoryFilter(package: "a"), in: project)
            #expect(builds.map(\.packageTotal) == [1, 0, nil] && builds.map(\.package?.copies) == [1, nil, nil])
            // It has been recorded by now, as by another node.
            try await fixture.store.record(.sample(["b": 1, "c": 1]), of: last)
            #expect(try await fixture.builds(in: project).first?.packageTotal == 1)
        },
        StoreCheck("of very many packages the largest are recorded, and the history says how many there are") {
            fixture in
            let project = try await fixture.project()
            let all = (0...ArtifactPackages.maximum).map { number in
                ArtifactPackage(
                    name: "p\(number)", versions: [], copies: 1,
                    size: Artifact.Size(raw: number, gzip: number, brotli: number))
            }
            _ = try await fixture.artifact(in: project)
            try await fixture.analyze(.passed(.sample, duration: .zero, packages: ArtifactPackages(all)))
            let build = try #require(try await fixture.builds(HistoryFilter(package: "p0"), in: project).first)
            #expect(build.packageTotal == ArtifactPackages.maximum + 1 && build.package == nil && build.digest == nil)
            let list = try await fixture.store.packageLists(of: [1], in: project.number)
            #expect(list[1]?.count == ArtifactPackages.maximum)
        },
    ]
}
