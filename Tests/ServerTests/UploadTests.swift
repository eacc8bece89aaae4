import Domain
import HTTPTypes
import Server
import Storage
import TestSupport
import Testing

@Suite("Uploading a build")
struct UploadTests {
    private static let archive: [UInt8] = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }

    private static func query(_ changes: [String: String?]) -> String {
        var values: [String: String] = [
            "projectId": "shop", "host": "github.com", "namespace": "acme", "name": "shop", "artifactName": "main",
            "branch": "main", "commitHash": "abc",
        ]
        for (name, value) in changes { values[name] = value }
        return "artifacts?" + values.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "&")
    }

    private static func blobs(_ fixture: ServerFixture) async throws -> [String] {
        try await fixture.get("projects/shop/artifacts")["items"]?.items.compactMap { $0["buildKey"]?.string } ?? []
    }

    @Test("An upload stores the archive unchanged and answers with the artifact's URL")
    func uploads() async throws {
        try await ServerFixture.with { fixture async throws in
            let message = "fix%3A+a+b%0Asecond+line"
            let query = Self.query([
                "commitMessage": message, "author": "a@b.example", "pr[number]": "7", "pr": "%5Bobject+Object%5D",
                "tag": "",
                "color": "blue",
            ])
            let answer = try await fixture.send(
                .post, query, as: "mia-upload", bytes: Self.archive, headers: [.contentType: "application/octet-stream"]
            )
            #expect(answer.status == 201, "\(answer.text)")
            #expect(answer.json.names == ["id", "status", "url"])
            #expect(answer["status"] == .string("success"))
            #expect(answer["url"] == .string("https://perfsee.example/shop/artifacts/1"))
            let artifact = try await fixture.get("projects/shop/artifacts/1")
            #expect(artifact["status"] == .string("Pending"))
            #expect(artifact["commitMessage"] == .string("fix: a b"))
            #expect(artifact["author"] == .string("a@b.example"))
            let key = try #require(artifact["buildKey"]?.string)
            #expect(key.wholeMatch(of: #/builds/\d+/[0-9a-f-]{36}\.tar/#) != nil)
            let build = try await fixture.get("projects/shop/artifacts/1/build", as: "ron")
            #expect(build.bytes == Self.archive)
            #expect(try await fixture.get("projects/shop/artifacts/1/report").status == 404)
            #expect(
                try await fixture.get("projects/shop/artifacts?branch=main&name=main&hash=abc")["items"]?.items.count
                    == 1
            )
            #expect(try await fixture.get("projects/shop/artifacts?branch=x")["items"]?.items.isEmpty == true)
        }
    }

    @Test("A missing or empty required parameter is a 400 in the words of the plugins")
    func missing() async throws {
        try await ServerFixture.with { fixture async throws in
            for name in ["projectId", "host", "namespace", "name", "artifactName", "branch", "commitHash"] {
                for value in [nil, ""] as [String?] {
                    let answer = try await fixture.send(.post, Self.query([name: value]), bytes: Self.archive)
                    #expect(answer.status == 400, "\(name)")
                    #expect(answer.detail == "\(name) is required, but got undefined")
                    #expect(answer.faults == [name])
                }
            }
            #expect(try await Self.blobs(fixture).isEmpty)
        }
    }

    @Test("Invalid parameters are a 400 that names all of them at once")
    func wrong() async throws {
        try await ServerFixture.with { fixture async throws in
            let long = String(repeating: "x", count: 256)
            let cases: [(String, String)] = [
                ("branch", long), ("artifactName", long), ("commitHash", long), ("branch", "a%00b"), ("branch", "%FF"),
                ("author", "nobody"), ("author", "a%20b@c"), ("baseCommitHash", long), ("baseBranch", long),
            ]
            for (name, value) in cases {
                let answer = try await fixture.send(.post, Self.query([name: value]), bytes: Self.archive)
                #expect(answer.status == 400, "\(name)")
                #expect(answer.faults.contains(name), "\(answer.text)")
            }
            let many = try await fixture.send(
                .post, Self.query(["branch": nil, "author": "x", "commitHash": nil]), bytes: Self.archive)
            #expect(Set(many.faults) == ["branch", "author", "commitHash"])
            #expect(try await Self.blobs(fixture).isEmpty)
        }
    }

    @Test("An upload for another repository is a 400, unless the project's host is Unknown")
    func repository() async throws {
        try await ServerFixture.with { fixture async throws in
            for (name, value) in [
                ("host", "gitlab.com"), ("host", "git.example"), ("namespace", "other"), ("name", "other"),
            ] {
                let answer = try await fixture.send(.post, Self.query([name: value]), bytes: Self.archive)
                #expect(answer.status == 400, "\(name)")
                #expect(answer.detail.contains("Github/acme/shop"))
            }
            #expect(try await fixture.send(.post, Self.query(["host": "Github"]), bytes: Self.archive).status == 201)
            _ = try await fixture.patch("projects/shop", #"{"host":"Unknown"}"#)
            let anywhere = Self.query(["host": "git.example", "name": "whatever"])
            #expect(try await fixture.send(.post, anywhere, bytes: Self.archive).status == 201)
        }
    }

    @Test("A project that is missing or not accessible to the token is reported in the words of the plugins")
    func refused() async throws {
        try await ServerFixture.with { fixture async throws in
            let nowhere = try await fixture.send(.post, Self.query(["projectId": "nowhere"]), bytes: Self.archive)
            #expect(nowhere.status == 404)
            #expect(nowhere.detail == "Project nowhere not found. Did you forget to create it?")
            let reader = try await fixture.send(.post, Self.query([:]), as: "ron", bytes: Self.archive)
            #expect(reader.status == 403)
            #expect(reader.detail == "Invalid build uploading token.")
        }
    }

    @Test("Too large a body is a 413, announced or not, and a missing one a 400; nothing is kept")
    func size() async throws {
        try await ServerFixture.with { fixture async throws in
            let limit = ServerFixture.limits.archive
            let full: [UInt8] = Array(repeating: 1, count: limit)
            #expect(try await fixture.send(.post, Self.query([:]), bytes: full + [1]).status == 413)
            #expect(try await fixture.send(.post, Self.query([:]), bytes: []).status == 400)
            #expect(try await Self.blobs(fixture).isEmpty)
            #expect(try await fixture.send(.post, Self.query([:]), bytes: full).status == 201)
            #expect(try await Self.blobs(fixture).count == 1)
        }
    }

    @Test("A build is compared with what its client asks for, and its report can be fetched once it is analyzed")
    func analyzed() async throws {
        try await ServerFixture.with { fixture async throws in
            _ = try await fixture.send(.post, Self.query([:]), bytes: Self.archive)
            try await Self.finish(fixture)
            let second = try await fixture.send(
                .post, Self.query(["commitHash": "def", "baseCommitHash": "abc"]), bytes: Self.archive)
            let artifact = try await fixture.get("projects/shop/artifacts/\(second["id"]?.int ?? 0)")
            #expect(artifact["baselineId"] == .number(1))
            #expect(artifact["baselineRule"] == .string("commit"))
            #expect(artifact["baseline"]?["score"] == .number(57))
            #expect(try await fixture.get("projects/shop/artifacts/1/report").text == #"{"score":57}"#)
            #expect(try await fixture.get("projects/shop/artifacts/1/content").text == "[]")
            let list = try await fixture.get("projects/shop/artifacts")
            #expect(list["items"]?[1]?["size"]?["gzip"] == .number(2))
            #expect(list["items"]?[0]?["baseline"]?["id"] == .number(1))
        }
    }

    @Test("Ancestors of the base commit come in the query, in any number of header lines, or both; noise is skipped")
    func ancestors() async throws {
        try await ServerFixture.with { fixture async throws in
            func hash(_ number: Int) -> String { String(repeating: "0", count: 40 - "\(number)".count) + "\(number)" }
            let long = String(repeating: "ab", count: 32)
            for base in [hash(1), hash(2), hash(3), long] {
                _ = try await fixture.send(
                    .post, Self.query(["commitHash": base, "artifactName": "x"]), bytes: Self.archive)
                try await Self.finish(fixture)
            }
            func choice(_ query: [String: String?], _ lines: [String] = []) async throws -> String {
                let name = try #require(HTTPField.Name("X-Perfsee-Base-Ancestors"))
                var headers = HTTPFields()
                for line in lines { headers.append(HTTPField(name: name, value: line)) }
                let answer = try await fixture.send(
                    .post, Self.query(query.merging(["artifactName": "x", "commitHash": "new"]) { given, _ in given }),
                    bytes: Self.archive, headers: headers)
                #expect(answer.status == 201, "\(answer.text)")
                let artifact = try await fixture.get("projects/shop/artifacts/\(answer["id"]?.int ?? 0)")
                return ["baselineId", "baselineDistance"].map { "\(artifact[$0]?.int ?? -1)" }.joined(separator: " ")
                    + " \(artifact["baselineRule"]?.string ?? "none")"
            }
            let base = ["baseCommitHash": hash(9)]
            #expect(try await choice(base, ["\(hash(8)), \(hash(2)) ", hash(1)]) == "2 2 ancestor")
            #expect(try await choice(["baseAncestors": "\(hash(8)),\(hash(3))"], [hash(1)]) == "3 1 ancestor")
            #expect(try await choice(base, ["", ",", "abc", hash(1) + "0", "é", long.uppercased()]) == "4 1 ancestor")
            let many = (1000..<1200).map(hash)
            #expect(try await choice(base, many.prefix(199) + [hash(1)]) == "1 200 ancestor")
            #expect(try await choice(base, many + [hash(1)]) == "4 -1 baseline-branch")
        }
    }

    @Test("The pull request's number and whether it comes from a fork are kept; what is neither counts as absent")
    func pullRequest() async throws {
        try await ServerFixture.with { fixture async throws in
            let cases: [(pr: String?, fork: String?, number: Int?, isFork: Bool)] = [
                ("7", "true", 7, true), ("7", "false", 7, false), ("%5Bobject+Object%5D", "1", nil, false),
                ("0", "", nil, false), ("-1", nil, nil, false), ("%2B1", nil, nil, false),
                ("99999999999999999999", "TRUE", nil, false), (nil, "true", nil, true),
            ]
            for expected in cases {
                let answer = try await fixture.send(
                    .post, Self.query(["pr": expected.pr, "isFork": expected.fork]), bytes: Self.archive)
                let artifact = try await fixture.get("projects/shop/artifacts/\(answer["id"]?.int ?? 0)")
                #expect(artifact["pullRequest"]?.int == expected.number, "\(expected)")
                #expect(artifact["isFork"] == .bool(expected.isFork), "\(expected)")
            }
        }
    }

    /// Plays the analyzer for the oldest pending artifact.
    static func finish(_ fixture: ServerFixture) async throws {
        let now = fixture.time.now()
        let claimed = try #require(
            try await fixture.store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
        try await fixture.blobs.write("r.json", bytes: Array(#"{"score":57}"#.utf8))
        try await fixture.blobs.write("c.json", bytes: Array("[]".utf8))
        let size = Artifact.Size(raw: 3, gzip: 2, brotli: 1)
        let result = Artifact.Result(
            score: 57, size: size,
            entryPoints: [Artifact.EntryPoint(name: "main", size: size, initialSize: size, score: 57)],
            warnings: [RecordedMessage(english: "w")], reportKey: "r.json", contentKey: "c.json", analysisVersion: 1)
        let body = EventBody(eventType: .bundleFinished, payload: Array("{}".utf8))
        #expect(
            try await fixture.store.finish(
                claimed.lease, .passed(result, duration: .milliseconds(12)), event: { _, _ in body }, at: now) != nil)
    }
}
