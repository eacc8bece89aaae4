import Domain

/// The exported tables and their columns, in an order in which each row comes after those it refers to.
///
/// They cover both databases: a test compares them with the schemas, so that no column is forgotten.
enum TransferCatalog {
    static let tables = [
        accounts, projects, members, tokens, signInLinks, sessions, settings, failures, idempotencyKeys, webhooks,
        webhookSecrets, events, publishedTypes, eventRoots, deliveries, attempts, artifacts, packageLists,
        artifactPackages, replays, projectBudgets, artifactBudgets, acceptances, budgetExcesses,
    ]

    /// The people among the members of a project.
    private static let people = """
        SELECT account FROM members JOIN accounts ON accounts.id = members.account
        WHERE members.project = PROJECT AND accounts.kind = \(Account.Kind.user.sql)
        """

    static let accounts = TransferTable(
        "accounts", key: "id", ofProject: "id IN (\(people))",
        columns: [
            .required("id", .number(.accounts)), .required("kind", .text), .required("name", .text),
            .optional("email", .text), .required("is_instance_admin", .privilege), .required("created_at", .time),
            .optional("password_hash", .text), .required("removed", .boolean), .required("erased", .boolean),
        ])

    static let projects = TransferTable(
        "projects", key: "number", ofProject: "number = PROJECT",
        columns: [
            .required("number", .itsProject), .required("slug", .text), .required("host", .text),
            .required("namespace", .text), .required("name", .text), .required("is_public", .boolean),
            .required("baseline_branch", .text), .required("repository_url", .text),
            .required("artifact_count", .count),
            .required("created_at", .time), .optional("deleted_at", .time), .optional("erased_at", .time),
        ])

    private static let members = TransferTable(
        "members", key: "project", "account", ofProject: "project = PROJECT AND account IN (\(people))",
        columns: [
            .required("project", .itsProject), .required("account", .number(.accounts)),
            .required("role", .text),
        ])

    private static let tokens = TransferTable(
        "tokens", key: "id", ofProject: "project = PROJECT AND account IN (\(people))",
        columns: [
            .required("id", .number(.tokens)), .required("account", .number(.accounts)), .required("name", .text),
            .required("hash", .bytes), .required("scopes", .text), .optional("project", .itsProject),
            .optional("expires_at", .time), .optional("parent", .number(.tokens)),
            .required("from_environment", .boolean), .required("created_at", .time), .optional("used_at", .time),
        ])

    private static let signInLinks = TransferTable(
        "sign_in_links", key: "hash",
        columns: [
            .required("hash", .bytes), .required("account", .number(.accounts)), .required("expires_at", .time),
        ])

    private static let sessions = TransferTable(
        "sessions", key: "hash",
        columns: [
            .required("hash", .bytes), .required("account", .number(.accounts)), .required("created_at", .time),
            .required("expires_at", .time), .optional("used_at", .time), .optional("address", .text),
            .optional("browser", .text),
        ])

    private static let settings = TransferTable(
        "settings", key: "name", columns: [.required("name", .text), .required("value", .text)])

    private static let failures = TransferTable(
        "failures", key: "key",
        columns: [.required("key", .bytes), .required("count", .count), .required("expires_at", .time)])

    private static let idempotencyKeys = TransferTable(
        "idempotency_keys", key: "account", "method", "path", "key",
        columns: [
            .required("account", .number(.accounts)), .required("method", .text), .required("path", .text),
            .required("key", .text), .required("body_hash", .bytes), .optional("status", .integer),
            .optional("location", .text), .optional("body", .bytes), .required("created_at", .time),
        ])

    static let artifacts = TransferTable(
        "artifacts", key: "row", ofProject: "project = PROJECT",
        columns: [
            .required("row", .number(.artifacts)), .required("project", .itsProject),
            .required("id", .count), .required("branch", .text), .required("name", .text), .required("hash", .text),
            .optional("commit_message", .text), .optional("author", .text), .required("build_key", .blobKey),
            .required("status", .text), .required("tries", .count), .optional("lease", .integer),
            .optional("lease_until", .time), .optional("duration", .count), .optional("failed_reason", .text),
            .optional("failure", .text), .optional("score", .count), .optional("size_raw", .count),
            .optional("size_gzip", .count), .optional("size_brotli", .count), .optional("entry_points", .text),
            .optional("warnings", .text), .optional("warning_codes", .text), .optional("report_key", .blobKey),
            .optional("content_key", .blobKey),
            .optional("analysis_version", .count), .optional("baseline", .count),
            .optional("baseline_rule", .text), .required("created_at", .time), .optional("event", .number(.events)),
            .required("archive_bytes", .count), .required("report_bytes", .count),
            .optional("reanalysis", .text), .required("reanalysis_raises_event", .boolean),
            .optional("reanalysis_failed_reason", .text), .optional("reanalysis_failure", .text),
            .optional("base_branch", .text), .required("is_fork", .boolean), .optional("pull_request", .count),
            .optional("baseline_distance", .count), .optional("imports_key", .blobKey),
            .optional("base_commits", .text), .required("reanalysis_compares", .boolean),
            .required("is_excess_told", .boolean),
        ])

    static let packageLists = TransferTable(
        "package_lists", key: "artifact", ofProject: "artifact IN (SELECT row FROM artifacts WHERE project = PROJECT)",
        columns: [
            .required("artifact", .number(.artifacts)), .optional("total", .integer), .optional("digest", .integer),
        ])

    static let artifactPackages = TransferTable(
        "artifact_packages", key: "artifact", "package",
        ofProject: "artifact IN (SELECT row FROM artifacts WHERE project = PROJECT)",
        columns: [
            .required("artifact", .number(.artifacts)), .required("package", .text),
            .required("project", .itsProject), .required("versions", .text), .required("copies", .count),
            .required("raw", .count), .optional("gzip", .count), .optional("brotli", .count),
        ])
}
