import Foundation
import Glibc

/// The folder of a temporary server: its data, its settings, its log.
struct ClusterFolder {
    let folder: String
    let port: UInt16
    let programs: PostgresPrograms

    var data: String { folder + "/data" }
    private var log: String { folder + "/log" }

    /// A new folder, owned by the server's user.
    static func make() throws -> String {
        var template = Array((NSTemporaryDirectory() + "/perfsee-postgres-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw TemporaryPostgresError("There is no temporary folder to be had.") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard FileManager.default.createFile(atPath: folder + "/log", contents: nil) else {
            throw TemporaryPostgresError("Nothing can be written to \(folder).")
        }
        try giveAway(folder)
        try giveAway(folder + "/log")
        return folder
    }

    static func giveAway(_ path: String) throws {
        guard PostgresPrograms.isRoot else { return }
        guard let entry = getpwnam(PostgresPrograms.user), chown(path, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0
        else {
            throw TemporaryPostgresError(
                "There is no user \(PostgresPrograms.user) to run a server as. Install postgresql-15, or be no root.")
        }
    }

    func initialize(_ options: TemporaryPostgres.Options) throws {
        try programs.run(
            "initdb",
            [
                "-D", data, "-U", TemporaryPostgres.user, "--auth=trust", "--encoding=UTF8",
                // As on most servers, letters beyond ASCII have an upper and a lower case.
                "--locale=C", "--lc-ctype=C.UTF-8", "--no-sync", "--no-instructions",
            ], log: log)
        try append(settings(options), to: "postgresql.conf")
        // The first matching line counts: before initdb's own, which trust everybody.
        try prepend("host all \(TemporaryPostgres.guardedUser) 127.0.0.1/32 scram-sha-256\n", to: "pg_hba.conf")
        if let network = options.trusted { try prepend("host all all \(network) trust\n", to: "pg_hba.conf") }
        if options.hasTLS { try makeCertificate() }
    }

    private func settings(_ options: TemporaryPostgres.Options) -> String {
        var all = [
            "listen_addresses": "127.0.0.1", "port": "\(port)", "unix_socket_directories": "",
            "max_connections": "600", "shared_buffers": "64MB", "deadlock_timeout": "100ms",
            "lc_messages": "C", "log_min_messages": "fatal",
        ]
        if !options.isDurable {
            // Commits still reach the kernel, and so survive an immediate stop of the server.
            all["fsync"] = "off"
            all["full_page_writes"] = "off"
            // The folder may be in memory.
            all["max_wal_size"] = "256MB"
        }
        if options.hasTLS {
            all["ssl"] = "on"
            all["ssl_cert_file"] = folder + "/server.crt"
            all["ssl_key_file"] = folder + "/server.key"
        }
        all.merge(options.settings) { $1 }
        return all.map { "\($0.key) = '\($0.value)'\n" }.sorted().joined()
    }

    /// A self-signed certificate, for the name and the address of this machine.
    private func makeCertificate() throws {
        try PostgresPrograms.run(
            [
                "/usr/bin/openssl", "req", "-new", "-x509", "-days", "2", "-nodes", "-newkey", "ec", "-pkeyopt",
                "ec_paramgen_curve:prime256v1", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder + "/server.key", "-out",
                folder + "/server.crt",
            ], log: log)
        chmod(folder + "/server.key", 0o600)
        try Self.giveAway(folder + "/server.key")
        try Self.giveAway(folder + "/server.crt")
    }

    /// Blocks until the server accepts connections, or is gone.
    func control(_ word: String, mode: String? = nil) throws {
        let how = mode.map { ["-m", $0] } ?? []
        try programs.run("pg_ctl", ["-D", data, "-l", folder + "/server.log", "-w"] + how + [word], log: log)
    }

    private func append(_ text: String, to name: String) throws {
        let before = try String(contentsOfFile: "\(data)/\(name)", encoding: .utf8)
        try write(before + "\n" + text, name)
    }

    private func prepend(_ text: String, to name: String) throws {
        let before = try String(contentsOfFile: "\(data)/\(name)", encoding: .utf8)
        try write(text + before, name)
    }

    private func write(_ text: String, _ name: String) throws {
        // In place, so that the owner stays the same.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(data)/\(name)"))
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }
}
