import PerfseeSDK
import ProgramSupport
import StoreSupport
import Testing

@testable import perfsee

@Suite("The command line: proxies", .sameOnEveryStore)
struct CommandLineProxyTests {
    private static let proxy = "http://proxy.example:3128"
    private static let all = ["https_proxy": proxy, "http_proxy": "http://plain.example:8080"]

    @Test(
        "The environment's proxy is used for the URL's scheme, in lower or upper case",
        arguments: [
            ("https://perfsee.example", Self.all, "proxy.example:3128"),
            ("http://perfsee.example", Self.all, "plain.example:8080"),
            ("HTTPS://perfsee.example", ["HTTPS_PROXY": Self.proxy], "proxy.example:3128"),
            ("http://perfsee.example", ["HTTP_PROXY": Self.proxy], "proxy.example:3128"),
            ("http://perfsee.example", ["https_proxy": Self.proxy], nil),
            ("https://perfsee.example", ["all_proxy": "socks5://socks.example"], "socks.example:1080"),
            ("https://perfsee.example", ["ALL_PROXY": Self.proxy, "https_proxy": ""], "proxy.example:3128"),
            ("https://perfsee.example", ["HTTPS_PROXY": Self.proxy, "https_proxy": ""], nil),
            ("https://perfsee.example", ["https_proxy": "user:pass@proxy.example:1"], "proxy.example:1"),
            ("https://perfsee.example", ["https_proxy": "http://[fd00::1]:3128/"], "[fd00::1]:3128"),
            ("http://perfsee.example", ["HTTP_PROXY": Self.proxy, "REQUEST_METHOD": "GET"], nil),
            ("https://perfsee.example", [:], nil),
        ] as [(String, [String: String], String?)])
    func chosen(_ url: String, _ environment: [String: String], _ proxy: String?) throws {
        #expect(try ProxyEnvironment(environment).proxy(for: url)?.description == proxy)
    }

    @Test(
        "no_proxy excludes names with all below them, addresses, ranges, or everything",
        arguments: [
            ("perfsee.example", true), ("other.example, perfsee.example", true), (".example", true), ("example", true),
            ("PERFSEE.Example.", true), ("*", true), ("see.example", false), ("perfsee.example.org", false),
            ("10.0.0.0/8", false), ("", false),
        ])
    func excluded(_ list: String, _ isExcluded: Bool) throws {
        for name in ["no_proxy", "NO_PROXY"] {
            let environment = ["https_proxy": Self.proxy, name: list]
            let proxy = try ProxyEnvironment(environment).proxy(for: "https://perfsee.example:8443/base")
            #expect((proxy == nil) == isExcluded, "\(name)")
        }
    }

    @Test(
        "An address is excluded by itself or by its range",
        arguments: [
            ("https://10.1.2.3", "10.0.0.0/8", true), ("https://10.1.2.3", "10.1.2.3", true),
            ("https://10.1.2.3", "2.3", false), ("https://[fd00::7]", "[fd00::7]", true),
            ("https://[fd00::7]", "fd00::/16", true), ("https://[fd00::7]", "10.0.0.0/8", false),
        ])
    func address(_ url: String, _ list: String, _ isExcluded: Bool) throws {
        let proxy = try ProxyEnvironment(["https_proxy": Self.proxy, "no_proxy": list]).proxy(for: url)
        #expect((proxy == nil) == isExcluded)
    }

    @Test(
        "This machine is reached through a proxy only if PERFSEE_PROXY asks for it",
        arguments: [
            "http://127.0.0.1:8080", "http://127.9.9.9", "http://localhost:8080", "http://LOCALHOST.", "http://[::1]",
            "http://[::ffff:127.0.0.1]", "http://perfsee.localhost",
        ])
    func loopback(_ url: String) throws {
        let environment = ["http_proxy": Self.proxy, "all_proxy": Self.proxy]
        #expect(try ProxyEnvironment(environment).proxy(for: url) == nil)
        let asked = environment.merging(["PERFSEE_PROXY": "http://asked.example:1", "no_proxy": "*"]) { $1 }
        #expect(try ProxyEnvironment(asked).proxy(for: url)?.description == "asked.example:1")
    }

    @Test("A proxy that cannot be used is refused by its variable's name, and its password is not repeated")
    func unusable() throws {
        for text in ["https://user:hidden@proxy.example", "ftp://proxy.example", "http://", "http://a b:hidden"] {
            let error = #expect(throws: CommandFailure.self) {
                try ProxyEnvironment(["HTTPS_PROXY": text]).proxy(for: "https://perfsee.example")
            }
            #expect(error?.description.hasPrefix("HTTPS_PROXY must be the URL of a proxy") == true)
            #expect(error?.description.contains("hidden") == false)
        }
    }

    @Test("The program connects through the proxy, and an error names it")
    func program() async throws {
        let environment = [
            "PERFSEE_URL": "http://perfsee.invalid", "PERFSEE_TOKEN": "token", "http_proxy": "http://u:p@127.0.0.1:1",
        ]
        let outcome = try await CommandLineProgram.run("project", "list", environment: environment)
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("http://perfsee.invalid through the proxy 127.0.0.1:1"), "\(outcome.errors)")
    }
}
