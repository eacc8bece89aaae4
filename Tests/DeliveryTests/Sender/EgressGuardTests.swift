import Domain
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Delivery

@Suite("The egress guard")
struct EgressGuardTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let log = LogRecorder()

    private func egress(_ policy: EgressPolicy = EgressPolicy(), own: Set<IPAddress> = []) -> EgressGuard {
        EgressGuard(policy, own: OwnAddresses { own }, logger: log.logger())
    }

    /// Why nothing may be sent to a host with these addresses; nil if something may.
    private func refusal(
        _ texts: [String], host: WebhookURL.Host = .name("db.internal"), port: Int = 443, by egress: EgressGuard,
        after seconds: Int64 = 0
    ) throws -> EgressBlock? {
        let addresses = try texts.map { try #require(IPAddress($0)) }
        do throws(EgressBlock) {
            _ = try egress.reachable(addresses, of: host, port: port, webhook: 3, now: start + .seconds(seconds))
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "The owner does not learn where a name leads; the operator's log says it, and what to allow",
        arguments: [
            ("10.1.2.3", "10.1.2.3", "private", "10.0.0.0/8", "10.1.2.3/32"),
            ("127.0.0.1", "127.0.0.1", "loopback", "127.0.0.0/8", "127.0.0.1/32"),
            ("169.254.169.254", "169.254.169.254", "link-local", "169.254.0.0/16", "169.254.169.254/32"),
            ("168.63.129.16", "168.63.129.16", "cloud", "168.63.129.16/32", "168.63.129.16/32"),
            ("4000:1:2:3::4", "4000:1:2:3::4", "reserved", "4000:1:2:3::/64", "4000:1:2:3::4/128"),
            ("fd00::7", "fd00::7", "private", "fc00::/7", "fd00::7/128"),
            ("64:ff9b::a01:203", "10.1.2.3", "private", "10.0.0.0/8", "10.1.2.3/32"),
            ("93.184.216.34", "93.184.216.34", "own", "93.184.216.34/32", "93.184.216.34/32"),
        ])
    func hidden(_ text: String, _ address: String, _ kind: String, _ network: String, _ allowed: String) throws {
        let egress = egress(own: [try #require(IPAddress("93.184.216.34"))])
        #expect(try refusal([text], by: egress) == .notPublicName(host: "db.internal"))
        #expect(
            log.texts == [
                "A webhook's address is not allowed address=\(address) host=db.internal kind=\(kind) "
                    + "network=\(network) setting=--allow-network \(allowed) webhook=3"
            ])
    }

    @Test("Only the log shows that an operator closed the address")
    func denied() throws {
        let egress = egress(EgressPolicy(deny: [try CIDR(parsing: "8.8.0.0/16")]))
        #expect(try refusal(["8.8.8.8"], by: egress) == .notPublicName(host: "db.internal"))
        #expect(
            log.texts == [
                "A webhook's address is not allowed address=8.8.8.8 host=db.internal kind=denied "
                    + "setting=--deny-network 8.8.0.0/16 webhook=3"
            ])
    }

    @Test("For a literal address, the owner reads what it is")
    func literal() throws {
        let address = try #require(IPAddress("10.1.2.3"))
        let refusal = try #require(try refusal(["10.1.2.3"], host: .address(address), by: egress()))
        let network = try CIDR(parsing: "10.0.0.0/8")
        #expect(refusal == .notPublic(host: "10.1.2.3", kind: .private, network: network))
    }

    @Test("A port is checked before connecting, and reported to the owner")
    func port() throws {
        let refusal = try #require(try refusal(["8.8.8.8", "10.1.2.3"], port: 6379, by: egress()))
        #expect(refusal == .servicePort(port: 6379, service: "Redis"))
        #expect(
            log.texts == [
                "A webhook's port is not allowed host=db.internal others=1 port=6379 service=Redis "
                    + "setting=--allow-port 6379 webhook=3"
            ])
    }

    @Test("The allowed ones of several addresses are used, and then nothing is logged")
    func mixed() throws {
        let addresses = try ["10.1.2.3", "8.8.8.8", "::1", "2600::1"].map { try #require(IPAddress($0)) }
        let open = try egress().reachable(addresses, of: .name("a.test"), port: 443, webhook: 1, now: start)
        #expect(open == [addresses[1], addresses[3]])
        #expect(log.texts.isEmpty)
    }

    @Test("A name is logged once a minute, and all names together up to a limit")
    func bounded() throws {
        let egress = egress()
        for _ in 1...50 { _ = try refusal(["10.1.2.3", "10.1.2.4"], by: egress) }
        #expect(log.texts.count == 1)
        #expect(log.texts[0].contains("address=10.1.2.3 ") && log.texts[0].contains(" others=1 "))
        for index in 1...100 { _ = try refusal(["10.1.2.3"], host: .name("n\(index).test"), by: egress, after: 59) }
        #expect(log.texts.count == RefusalLog.lines)
        _ = try refusal(["10.1.2.3"], by: egress, after: 60)
        #expect(log.texts.count == RefusalLog.lines + 2)
        #expect(log.texts.last == "More addresses and ports were refused than the log says count=81")
    }

    @Test("The machine's own addresses are read at the start and then every half minute")
    func ownAddresses() {
        let reads = Mutex(0)
        let own = OwnAddresses {
            let count = reads.withLock { reads in
                reads += 1
                return reads
            }
            // The third time, the system does not report them.
            return count == 3 ? nil : [.v4(UInt32(count))]
        }
        #expect(own.current(now: start) == [.v4(1)])
        #expect(own.current(now: start + .seconds(29)) == [.v4(1)])
        #expect(own.current(now: start + .seconds(30)) == [.v4(2)])
        #expect(own.current(now: start + .seconds(60)) == [.v4(2)])
        #expect(own.current(now: start + .seconds(90)) == [.v4(4)])
        #expect(reads.withLock { $0 } == 4)
    }

    @Test("If the system does not report its addresses at the start, it is asked again next time")
    func unreadAddresses() {
        let reads = Mutex(0)
        let own = OwnAddresses {
            reads.withLock { reads in
                reads += 1
                return reads == 1 ? nil : [.v4(1)]
            }
        }
        #expect(own.current(now: start).isEmpty)
        #expect(own.current(now: start) == [.v4(1)])
    }

    @Test("The system reports its addresses, without those of the loopback interface")
    func interfaces() throws {
        let addresses = try #require(SystemInterfaces.addresses())
        #expect(!addresses.contains(.v4(0x7F00_0001)) && !addresses.contains(.v6(1)))
    }
}
