import Domain
import Storage
import Testing

extension StoreFixture {
    fileprivate func stored(_ id: Artifact.ID, in project: Project) async throws -> Artifact {
        try #require(try await store.artifact(id, in: project.number))
    }

    fileprivate func finish(_ claimed: ClaimedArtifact) async throws {
        let outcome = ArtifactOutcome.passed(.sample, duration: .milliseconds(12))
        #expect(try await store.finish(claimed.lease, outcome, event: { _, _ in .finished }, at: now) != nil)
    }

    /// How many `bundle:finished` were raised.
    fileprivate func raisedCount(in project: Project) async throws -> Int {
        try await store.events(
            in: project.number, eventType: EventTypeExpression("bundle:finished"), before: nil, limit: 200
        ).count
    }
}

extension BaselineRequest {
    fileprivate static let base = BaselineRequest(commitHash: "base", ancestors: ["before", "first"], branch: "main")
}

extension StoreCheck {
    static let lateBases: [StoreCheck] = [
        StoreCheck("when a better base passes, the comparison is queued again with it, without `bundle:finished`") {
            fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "first", in: project)
            try await fixture.passed("topic", hash: "t", request: .base, in: project)
            try await fixture.passed("bystander", hash: "s", in: project)
            #expect(try await fixture.stored(2, in: project).choice == "1 ancestor 2")
            let events = try await fixture.raisedCount(in: project)
            try await fixture.passed("main", name: "other", hash: "base", in: project)
            #expect(try await fixture.claimArtifact() == nil)
            try await fixture.passed("main", hash: "before", in: project)
            let queued = try await fixture.stored(2, in: project)
            #expect(queued.choice == "5 ancestor 1" && queued.reanalysis == .pending)
            #expect(queued.status == .passed && queued.result == .sample)
            #expect(try await fixture.stored(3, in: project).reanalysis == nil)
            let claimed = try #require(try await fixture.claimArtifact())
            #expect(claimed.artifact.id == 2 && claimed.baseline?.id == 5 && claimed.tries == 0)
            try await fixture.finish(claimed)
            let ended = try await fixture.stored(2, in: project)
            #expect(ended.choice == "5 ancestor 1" && ended.reanalysis == nil)
            #expect(try await fixture.claimArtifact() == nil)
            #expect(try await fixture.raisedCount(in: project) == events + 2)
        },
        StoreCheck("whoever waits for artifacts is told of a comparison to be made again") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("topic", hash: "t", request: .base, in: project)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            let claimed = try #require(try await fixture.claimArtifact())
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.claimArtifact() == nil)
            try await fixture.finish(claimed)
            await fixture.store.waitForArtifacts()
            #expect(try await fixture.claimArtifact()?.artifact.choice == "2 commit 0")
        },
        StoreCheck("a base that is not better, is a fork's, or is analyzed again changes nothing") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "before", in: project)
            try await fixture.passed("topic", hash: "t", request: .base, in: project)
            for hash in ["first", "before", "unrelated"] { try await fixture.passed("main", hash: hash, in: project) }
            try await fixture.passed("main", hash: "base", isFork: true, in: project)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "x"), duration: .milliseconds(1)))
            try await fixture.analyzeAgain(1, in: project)
            try await fixture.analyze()
            #expect(try await fixture.stored(2, in: project).choice == "1 ancestor 1")
            #expect(try await fixture.claimArtifact() == nil)
        },
        StoreCheck("a failed base that passes when it is analyzed again is as good as any") { fixture in
            let project = try await fixture.project(baseline: "main")
            _ = try await fixture.artifact("main", hash: "base", in: project)
            try await fixture.analyze(.failed(reason: RecordedMessage(english: "x"), duration: .milliseconds(1)))
            try await fixture.passed("topic", hash: "t", request: .base, in: project)
            #expect(try await fixture.stored(2, in: project).choice == "none")
            try await fixture.analyzeAgain(1, in: project)
            try await fixture.analyze()
            #expect(try await fixture.claimArtifact()?.artifact.choice == "1 commit 0")
        },
        StoreCheck("a base that passes while the comparison is made has it made again at its end") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "first", in: project)
            _ = try await fixture.artifact("topic", hash: "t", request: .base, in: project)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            let topic = try #require(try await fixture.claimArtifact())
            #expect(topic.artifact.choice == "1 ancestor 2")
            try await fixture.finish(try #require(try await fixture.claimArtifact()))
            #expect(try await fixture.stored(2, in: project).status == .running)
            #expect(try await fixture.stored(2, in: project).choice == "1 ancestor 2")
            try await fixture.finish(topic)
            let queued = try await fixture.stored(2, in: project)
            #expect(queued.status == .passed && queued.reanalysis == .pending && queued.choice == "3 commit 0")
            try await fixture.finish(try #require(try await fixture.claimArtifact()))
            #expect(try await fixture.stored(2, in: project).reanalysis == nil)
            #expect(try await fixture.claimArtifact() == nil)
        },
        StoreCheck("an event tells of the baseline that the comparison was made with") { fixture in
            let project = try await fixture.project(baseline: "main")
            try await fixture.passed("main", hash: "first", in: project)
            _ = try await fixture.artifact("topic", hash: "t", request: .base, in: project)
            _ = try await fixture.artifact("main", hash: "base", in: project)
            let topic = try #require(try await fixture.claimArtifact())
            try await fixture.finish(try #require(try await fixture.claimArtifact()))
            _ = try await fixture.store.finish(
                topic.lease, .passed(.sample, duration: .milliseconds(1)),
                event: { artifact, baseline in
                    EventBody(
                        eventType: .bundleFinished,
                        payload: "[\(artifact.baselineID ?? 0),\(baseline?.id ?? 0)]".utf8)
                }, at: fixture.now)
            let event = try #require(try await fixture.store.event(ofArtifact: 2, in: project.number))
            let body = try #require(try await fixture.store.body(of: event.id))
            #expect(Array(body.payload(of: .bundleFinished)) == Array("[1,1]".utf8))
            #expect(try await fixture.stored(2, in: project).choice == "3 commit 0")
        },
        StoreCheck("a comparison and its base that pass at the same moment do not miss each other") { fixture in
            let project = try await fixture.project(baseline: "main")
            for round in 1...20 {
                let request = BaselineRequest(commitHash: "base-\(round)")
                let topic = try await fixture.artifact("topic-\(round)", hash: "t", request: request, in: project)
                let base = try await fixture.artifact("dev-\(round)", hash: "base-\(round)", in: project)
                let claimed = [try await fixture.claimArtifact(), try await fixture.claimArtifact()].compactMap(\.self)
                #expect(claimed.map(\.artifact.id) == [topic.id, base.id])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for each in claimed { group.addTask { try await fixture.finish(each) } }
                    try await group.waitForAll()
                }
                let again = try #require(try await fixture.claimArtifact(), "round \(round)")
                #expect(again.artifact.id == topic.id && again.artifact.choice == "\(base.id) commit 0")
                try await fixture.finish(again)
            }
        },
        StoreCheck("of many that wait for a base, the newest are queued; the others keep their baselines") { fixture in
            let project = try await fixture.project(baseline: "main")
            for number in 0...LateBase.maximumQueued {
                try await fixture.passed("topic-\(number)", hash: "t\(number)", request: .base, in: project)
            }
            try await fixture.passed("main", hash: "base", in: project)
            var queued: [Artifact.ID] = []
            while let claimed = try await fixture.claimArtifact() { queued.append(claimed.artifact.id) }
            #expect(queued == (2...LateBase.maximumQueued + 1).map(Artifact.ID.init))
            #expect(try await fixture.stored(1, in: project).baselineID == nil)
        },
    ]
}
