import Domain
import Storage
import Testing

extension StoreCheck {
    private static func types(_ fixture: StoreFixture, heardBy owner: WebhookOwner) async throws -> Set<String> {
        Set(try await fixture.store.publishedTypes(heardBy: owner).types.map(\.text))
    }

    static let publishedTypes: [StoreCheck] = [
        StoreCheck("the custom types that a project has published are known, also where the events are deleted by now")
        {
            fixture in
            let project = try await fixture.project()
            let other = try await fixture.project("other")
            for type in ["deploy:done", "a", "deploy:done", "bundle:finished"] {
                try await fixture.publish(type, in: project)
            }
            try await fixture.publish("other:type", in: other)
            try await fixture.ping(try await fixture.webhook(in: project), in: project)
            var position: PrunePosition? = .start
            while let next = position {
                position = try await fixture.store.prune(before: fixture.now + .seconds(60), from: next, limit: 10)
            }
            #expect(try await fixture.store.events(in: other.number, eventType: nil, before: nil, limit: 9).isEmpty)
            #expect(try await types(fixture, heardBy: .project(project.number)) == ["deploy:done", "a"])
            #expect(try await types(fixture, heardBy: .project(other.number)) == ["other:type"])
            _ = try await fixture.store.deleteProject(project.number, at: fixture.now)
            while try await !fixture.store.erase(limit: 10).isDone {}
            #expect(try await types(fixture, heardBy: .project(project.number)).isEmpty)
            #expect(try await types(fixture, heardBy: .project(other.number)) == ["other:type"])
        },
        StoreCheck("an application hears the types of the projects that it is a member of") { fixture in
            let projects = [try await fixture.project("one"), try await fixture.project("two")]
            let robot = try await fixture.store.createApplication(name: "robot", at: fixture.now, once: nil).value
            for project in projects {
                for type in ["common", "only:\(project.id)"] { try await fixture.publish(type, in: project) }
            }
            #expect(try await types(fixture, heardBy: .application(robot.id)).isEmpty)
            for (project, heard) in zip(projects, [["common", "only:one"], ["common", "only:one", "only:two"]]) {
                try await fixture.store.setRole(.read, of: robot.id, in: project.number, at: fixture.now)
                #expect(try await types(fixture, heardBy: .application(robot.id)) == Set(heard))
            }
        },
        StoreCheck("only so many types of a project are recorded, and then not all are known") { fixture in
            let project = try await fixture.project()
            let accepting = (0..<PublishedTypes.maximum + 20).map { number in
                Task { try await fixture.publish("deploy:\(number)", in: project) }
            }
            for accepted in accepting { _ = try await accepted.value }
            let known = try await fixture.store.publishedTypes(heardBy: .project(project.number))
            #expect(known.types.count == PublishedTypes.maximum && !known.isComplete)
        },
    ]
}
