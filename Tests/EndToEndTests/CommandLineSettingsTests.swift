import Domain
import ProgramSupport
import Testing

@testable import perfsee

/// Each value is a bad one, so that the sentence shows which was read and no server starts.
@Suite("The command line: settings")
struct CommandLineSettingsTests {
    @Test("A flag overrides a variable, and a variable overrides the file")
    func precedence() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write("port: file-port\nrole: file-role\n", to: "perfsee.yaml")
        let flag = try await CommandLineProgram.run(
            "serve", "--config", file, "--port", "flag-port", environment: ["PERFSEE_PORT": "variable-port"])
        #expect(flag.status == 1)
        #expect(flag.errors.contains("--port must be a port from 0 to 65535; it is `flag-port`."))
        let variable = try await CommandLineProgram.run(
            "serve", "--config", file, environment: ["PERFSEE_PORT": "variable-port"])
        #expect(variable.errors.contains("PERFSEE_PORT must be a port from 0 to 65535; it is `variable-port`."))
        let line = try await CommandLineProgram.run("serve", "--config", file)
        #expect(line.errors.contains("`port` in \(file) must be a port from 0 to 65535; it is `file-port`."))
    }

    @Test("The file may be JSON, and a variable may name it")
    func json() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(#"{"allow-network": ["127.0.0.0/8", "127.0.0.1/8"]}"#, to: "perfsee.json")
        let outcome = try await CommandLineProgram.run("serve", environment: ["PERFSEE_CONFIG": file])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("`allow-network` in \(file): "))
        #expect(outcome.errors.contains("127.0.0.1/8"))
    }

    @Test("A list in a variable is split at its commas")
    func list() async throws {
        let environment = ["PERFSEE_ALLOW_NETWORK": "10.0.0.0/8, nonsense"]
        let outcome = try await CommandLineProgram.run("serve", environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("PERFSEE_ALLOW_NETWORK: `nonsense` is not a network."))
    }

    @Test(
        "An unknown setting in the file is refused, and the closest setting is suggested",
        arguments: [
            ("role: all\nretention-day: 5\n", "`retention-day`", "Did you mean `retention-days`?"),
            ("public_url: http://perfsee.example\n", "`public_url`", "Did you mean `public-url`?"),
            ("artifact:\n  retention-days: 5\n", "`artifact.retention-days`", "`artifact-retention-days`?"),
            ("color: blue\n", "`color`", "The settings are: host, port, "),
        ])
    func unknown(_ text: String, _ key: String, _ hint: String) async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(text, to: "perfsee.yaml")
        let outcome = try await CommandLineProgram.run("serve", "--config", file)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("\(key) in \(file) is not a setting. "))
        #expect(outcome.errors.contains(hint))
    }

    @Test("All settings may be in the file")
    func known() async throws {
        let folder = try CommandLineFolder()
        let file = try folder.write(SettingName.all.map { "\($0): x\n" }.joined(), to: "perfsee.yaml")
        let sources = try await SettingSources(flags: [:], environment: [:], file: file)
        for name in SettingName.all {
            let found = try sources.text(name)
            #expect(found?.value == "x", "\(name)")
        }
    }

    @Test(
        "A bad value is named with its source",
        arguments: [
            (["--database", "mysql:x"], "--database must have the form sqlite:PATH"),
            (["--database", "postgres://db/perfsee"], "requires PERFSEE_SECRET_KEY, the same on every node"),
            (["--role", "boss"], "--role must be all, api or worker"),
            (["--public-url", "perfsee.example"], "--public-url must be an http or https URL"),
            (["--retention-days", "0"], "--retention-days must be a whole number from 1 to 1000000; it is `0`."),
            (["--artifact-retention-count", "all"], "--artifact-retention-count must be a whole number"),
            (["--quota-events", "many"], "--quota-events must be a whole number, or none; it is `many`."),
            (["--quota-event-bytes", "4 gigs"], "--quota-event-bytes must be a number of bytes, such as 500MB or"),
            (["--quota-artifact-bytes", "all"], "--quota-artifact-bytes must be a number of bytes"),
            (["--disk-floor", "5%"], "--disk-floor must be a number of bytes"),
            (
                ["--unpack-limit", "none"],
                "--unpack-limit must be a number of bytes, such as 500MB or 4GiB, at least"
            ),
            (["--analysis-disk", "0"], "--analysis-disk must be a number of bytes"),
            (["--trust-proxy", "x"], "--trust-proxy: `x` is not a network."),
            (["--deny-network", "8.8.8.8/8"], "--deny-network: `8.8.8.8/8` has bits set beyond its prefix."),
            (["--allow-port", "6379", "--allow-port", "10-9"], "--allow-port: `10-9` is not a port from 1 to 65535."),
            (["--config", "/nonexistent/perfsee.yaml"], "/nonexistent/perfsee.yaml can't be read"),
        ])
    func bad(_ arguments: [String], _ sentence: String) async throws {
        let outcome = try await CommandLineProgram.onAnotherThread {
            let program = try RunningProgram(["serve"] + arguments)
            let errors = program.restOfErrors()
            return (status: program.wait(), errors: errors)
        }
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(sentence))
    }

    @Test("Networks and ports that webhooks may and may not reach are lists in a file too")
    func egress() async throws {
        let folder = try CommandLineFolder()
        let text = "allow-network: [10.0.0.0/8]\ndeny-network: [10.9.0.0/16, 8.8.8.8]\nallow-port: [6379, 5000-5010]\n"
        let file = try folder.write(text, to: "perfsee.yaml")
        let settings = try ServeSettings(try await SettingSources(flags: [:], environment: [:], file: file))
        let lists = "allowed: [10.0.0.0/8], denied: [10.9.0.0/16, 8.8.8.8/32], allowedPorts: [6379, 5000-5010]"
        #expect("\(settings.egress)".hasSuffix("(\(lists))"))
        let variables = ["PERFSEE_DENY_NETWORK": "8.8.8.8", "PERFSEE_ALLOW_PORT": "25, 81"]
        let stronger = try ServeSettings(try await SettingSources(flags: [:], environment: variables, file: file))
        let others = "allowed: [10.0.0.0/8], denied: [8.8.8.8/32], allowedPorts: [25, 81]"
        #expect("\(stronger.egress)".hasSuffix("(\(others))"))
    }

    @Test(
        "A bad default retry schedule is refused by the rules for a webhook's own",
        arguments: [
            ("5,soon", " must be whole seconds, such as 5,300,1800, or none; `soon` is not a whole number."),
            ("", " must be whole seconds, such as 5,300,1800, or none; `` is not a whole number."),
            ("5,0", ": each wait must be between 1 and 604800 seconds; one is `0`."),
            ("604800,604800,604800,604800,604800", " must add up to at most 2592000 seconds (30 days)."),
            ("1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", " must have at most 20 waits."),
        ] as [(String, String)])
    func badRetrySchedule(_ value: String, _ sentence: String) async throws {
        let sources = try await SettingSources(flags: ["retry-schedule": [value]], environment: [:], file: nil)
        let error = #expect(throws: CommandFailure.self) { try ServeSettings(sources) }
        #expect(error?.description == "--retry-schedule\(sentence)")
    }

    @Test("The default retry schedule is a flag, a variable or a list in the file, and none is a single attempt")
    func retrySchedule() async throws {
        func waits(_ flags: [String: [String]], _ variables: [String: String] = [:], _ file: String? = nil) async throws
            -> [Int]
        {
            let sources = try await SettingSources(flags: flags, environment: variables, file: file)
            return try ServeSettings(sources).defaultSchedule.waits.map(\.wholeSeconds)
        }
        #expect(try await waits([:]) == RetrySchedule.standard.waits.map(\.wholeSeconds))
        #expect(try await waits(["retry-schedule": ["5, 300"]]) == [5, 300])
        #expect(try await waits([:], ["PERFSEE_RETRY_SCHEDULE": "7,8"]) == [7, 8])
        #expect(try await waits(["retry-schedule": ["none"]], ["PERFSEE_RETRY_SCHEDULE": "7"]) == [])
        let folder = try CommandLineFolder()
        #expect(try await waits([:], [:], try folder.write("retry-schedule: [1, 2]\n", to: "a.yaml")) == [1, 2])
        #expect(try await waits([:], [:], try folder.write("retry-schedule: 3\n", to: "b.yaml")) == [3])
    }

    @Test(
        "If a proxy is necessary but none is trusted, a warning says that clients cannot be told apart",
        arguments: [
            (["public-url": ["https://perfsee.example"]], true), (["public-url": ["http://perfsee.example"]], false),
            ([:], false), (["public-url": ["https://perfsee.example"], "trust-proxy": ["10.0.0.0/8"]], false),
            (["public-url": ["https://perfsee.example"], "role": ["worker"]], false),
            (["socket": ["/run/perfsee/perfsee.sock"]], true),
            (["socket": ["/run/perfsee/perfsee.sock"], "trust-proxy": ["10.0.0.0/8"]], true),
            (["socket": ["/run/perfsee/perfsee.sock"], "trust-proxy": ["10.0.0.0/8", "unix"]], false),
        ] as [([String: [String]], Bool)])
    func hiddenClients(_ flags: [String: [String]], _ isWarnedOf: Bool) async throws {
        let settings = try ServeSettings(try await SettingSources(flags: flags, environment: [:], file: nil))
        #expect((settings.hiddenClients != nil) == isWarnedOf)
    }

    @Test("Quotas and limits are sizes with or without a unit; none and 0 remove a quota")
    func limits() async throws {
        func limits(_ flags: [String: [String]]) async throws -> ResourceLimits {
            try ServeSettings(try await SettingSources(flags: flags, environment: [:], file: nil)).limits
        }
        let standard = try await limits([:])
        #expect(standard.quotas == .standard && standard.diskFloor == .standard)
        #expect(standard.quotas.events.events == 1_000_000 && standard.quotas.events.bytes == 4 << 30)
        #expect(standard.quotas.artifactBytes == 20 << 30)
        #expect(standard.unpackedBytes == 2 << 30 && standard.analysisBytes == 4 << 30)
        let set = try await limits([
            "quota-events": ["none"], "quota-event-bytes": ["0"], "quota-artifact-bytes": ["500 MB"],
            "disk-floor": ["none"], "unpack-limit": ["1GiB"], "analysis-disk": ["1048576"],
        ])
        #expect(set.quotas == Quotas(events: EventQuota(), artifactBytes: 500_000_000))
        #expect(set.diskFloor == .bytes(0) && set.unpackedBytes == 1 << 30 && set.analysisBytes == 1 << 20)
        #expect(ByteSize.parse("2tib") == 2 << 40)
        for bytes: Int64 in [0, 1, 1_000, 1 << 10, 1_536 << 20, 20 << 30] {
            #expect(ByteSize.parse(ByteSize.text(bytes)) == bytes)
        }
        #expect(ByteSize.text(4 << 30) == "4GiB")
        for bad in ["", "GiB", "1.5GB", "99999999999999999999", "9999999999TiB", "1 GBs", "+1", "１"] {
            #expect(ByteSize.parse(bad) == nil, "\(bad)")
        }
    }

    @Test("A proxy's password may have a comma and is never a flag; an error does not repeat it")
    func webhookProxy() async throws {
        func proxy(_ flags: [String: [String]], _ variables: [String: String] = [:]) async throws -> WebhookProxy? {
            try ServeSettings(try await SettingSources(flags: flags, environment: variables, file: nil)).webhookProxy
        }
        #expect(try await proxy([:]) == nil)
        let flag = try await proxy(["webhook-proxy": ["http://proxy.example:3128"]])
        #expect(flag?.description == "proxy.example:3128" && flag?.authorization == nil)
        let variable = try await proxy([:], ["PERFSEE_WEBHOOK_PROXY": "http://user:se,cret@proxy.example:3128"])
        #expect(variable == WebhookProxy("http://user:se,cret@proxy.example:3128"))
        let secret = ["http://user:hidden@proxy.example:3128"]
        let refused = await #expect(throws: CommandFailure.self) { try await proxy(["webhook-proxy": secret]) }
        let sentence = "--webhook-proxy can't have a password, because other users of this machine can read it."
        #expect(refused?.description == "\(sentence) Use PERFSEE_WEBHOOK_PROXY.")
        let other = ["PERFSEE_WEBHOOK_PROXY": "https://user:hidden@proxy.example:3128"]
        let unread = await #expect(throws: CommandFailure.self) { try await proxy([:], other) }
        #expect(unread?.description.hasPrefix("PERFSEE_WEBHOOK_PROXY must have the form http://HOST:PORT") == true)
        #expect(unread?.description.contains("hidden") == false)
    }

    @Test("A setting that is one text may have a comma in it, in a variable too")
    func comma() async throws {
        let token = "a-token-with-a-comma,-and-more-after-it"
        let sources = try await SettingSources(flags: [:], environment: ["PERFSEE_ADMIN_TOKEN": token], file: nil)
        #expect(try ServeSettings(sources).adminToken == token)
    }

    @Test("A bad secret is refused without being repeated")
    func secrets() async throws {
        let folder = try CommandLineFolder()
        let database = "sqlite:" + folder.path("p.db")
        let token = try await CommandLineProgram.run(
            "serve", "--database", database, environment: ["PERFSEE_ADMIN_TOKEN": "hunter2-is-too-short"])
        #expect(token.status == 1)
        #expect(token.errors.contains("PERFSEE_ADMIN_TOKEN must be 32 to 512 characters"))
        #expect(!token.errors.contains("hunter2"))
        let key = try await CommandLineProgram.run(
            "serve", "--database", database, environment: ["PERFSEE_SECRET_KEY": "aHVudGVyMg=="])
        #expect(key.status == 1)
        #expect(key.errors.contains("PERFSEE_SECRET_KEY: The secret key must be base64 of 32 bytes"))
        #expect(!key.errors.contains("aHVudGVyMg"))
    }
}
