/// A service whose port is closed to webhooks because it trusts anyone who can reach it, or because an HTTP request can
/// make it do harm: databases and caches, queues, mail, remote shells, files, and anything that controls machines.
///
/// No port from 32768 up is listed, because systems assign those at random, and a receiver on a free port may get one.
/// Common development ports (3000, 5000, 8000, 8080, 8443, 9000) stay open.
struct WellKnownService: Hashable, Sendable {
    let ports: ClosedRange<Int>
    /// A name, the same in every language.
    let name: String

    static func at(_ port: Int) -> WellKnownService? {
        all.first { $0.ports.contains(port) }
    }

    private init(_ ports: ClosedRange<Int>, _ name: String) {
        self.ports = ports
        self.name = name
    }

    private init(_ port: Int, _ name: String) {
        self.init(port...port, name)
    }

    static let all = shells + mail + files + databases + queues + control

    /// Remote shells, desktops and proxies.
    private static let shells = [
        WellKnownService(22, "SSH"), WellKnownService(23, "Telnet"), WellKnownService(512...514, "rsh"),
        WellKnownService(992, "Telnet"), WellKnownService(1080, "SOCKS"), WellKnownService(3128, "Squid"),
        WellKnownService(3389, "Remote Desktop"), WellKnownService(5900...5909, "VNC"),
        WellKnownService(5985...5986, "WinRM"), WellKnownService(6000, "X11"),
    ]

    /// Mail and chat, whose protocol lines an HTTP request can be mistaken for.
    private static let mail = [
        WellKnownService(25, "SMTP"), WellKnownService(109...110, "POP3"), WellKnownService(119, "NNTP"),
        WellKnownService(143, "IMAP"), WellKnownService(465, "SMTP"), WellKnownService(563, "NNTP"),
        WellKnownService(587, "SMTP"), WellKnownService(993, "IMAP"), WellKnownService(995, "POP3"),
        WellKnownService(2525, "SMTP"), WellKnownService(6665...6669, "IRC"), WellKnownService(6697, "IRC"),
    ]

    /// Files, printers, names, and directories.
    private static let files = [
        WellKnownService(20...21, "FTP"), WellKnownService(53, "DNS"), WellKnownService(111, "rpcbind"),
        WellKnownService(135, "Windows RPC"), WellKnownService(137...139, "NetBIOS"), WellKnownService(389, "LDAP"),
        WellKnownService(445, "SMB"), WellKnownService(515, "LPD"), WellKnownService(548, "AFP"),
        WellKnownService(631, "IPP"), WellKnownService(636, "LDAP"), WellKnownService(873, "rsync"),
        WellKnownService(989...990, "FTP"), WellKnownService(2049, "NFS"), WellKnownService(3260, "iSCSI"),
        WellKnownService(3268...3269, "LDAP"),
    ]

    /// Databases and caches. Several speak HTTP and accept a POST from any client that can connect.
    private static let databases = [
        WellKnownService(1433...1434, "SQL Server"), WellKnownService(1521, "Oracle"),
        WellKnownService(2483...2484, "Oracle"), WellKnownService(3306, "MySQL"), WellKnownService(5432, "PostgreSQL"),
        WellKnownService(5433, "PostgreSQL"), WellKnownService(5439, "Redshift"), WellKnownService(5984, "CouchDB"),
        WellKnownService(6379...6380, "Redis"), WellKnownService(6432, "PgBouncer"), WellKnownService(7474, "Neo4j"),
        WellKnownService(7687, "Neo4j"), WellKnownService(8086, "InfluxDB"), WellKnownService(8123, "ClickHouse"),
        WellKnownService(8529, "ArangoDB"), WellKnownService(9042, "Cassandra"), WellKnownService(9160, "Cassandra"),
        WellKnownService(9200, "Elasticsearch"), WellKnownService(9300, "Elasticsearch"),
        WellKnownService(11211, "memcached"), WellKnownService(16379, "Redis"), WellKnownService(26257, "CockroachDB"),
        WellKnownService(26379, "Redis"), WellKnownService(27017...27019, "MongoDB"),
        WellKnownService(28015, "RethinkDB"),
    ]

    /// Queues and brokers.
    private static let queues = [
        WellKnownService(1883, "MQTT"), WellKnownService(4222, "NATS"), WellKnownService(5671...5672, "AMQP"),
        WellKnownService(8883, "MQTT"), WellKnownService(9092...9094, "Kafka"), WellKnownService(15672, "RabbitMQ"),
        WellKnownService(25672, "RabbitMQ"),
    ]

    /// Services that start programs or hold secrets for a whole machine or cluster.
    private static let control = [
        WellKnownService(179, "BGP"), WellKnownService(623, "IPMI"), WellKnownService(2181, "ZooKeeper"),
        WellKnownService(2375...2377, "Docker"), WellKnownService(2379...2380, "etcd"),
        WellKnownService(4369, "epmd"), WellKnownService(4646...4648, "Nomad"),
        WellKnownService(6443, "Kubernetes"), WellKnownService(8200...8201, "Vault"),
        WellKnownService(8300...8302, "Consul"), WellKnownService(8500...8502, "Consul"),
        WellKnownService(10250, "Kubernetes"), WellKnownService(10255...10259, "Kubernetes"),
    ]
}
