package import Domain
import Testing

/// Artifacts as versions wrote them that stored English sentences alone.
package enum EarlierArtifacts {
    /// Two artifacts as the version before wrote them.
    package static let rows = """
        INSERT INTO projects (number, slug, host, namespace, name, is_public, baseline_branch, created_at)
            VALUES (7, 'shop', 'Github', 'acme', 'shop', FALSE, 'main', 1);
        INSERT INTO artifacts (project, id, branch, name, hash, build_key, status, failed_reason, created_at)
            VALUES (7, 1, 'main', 'main', 'abc', 'b', 'Failed', 'The archive is cut off.', 1);
        INSERT INTO artifacts (project, id, branch, name, hash, build_key, status, score, size_raw, size_gzip,
                size_brotli, entry_points, warnings, report_key, content_key, analysis_version, created_at)
            VALUES (7, 2, 'main', 'main', 'abc', 'b', 'Passed', 90, 3, 2, 1, '[]', '["One.","Two."]', 'r', 'c', 1, 1);
        """

    package static func check(_ artifacts: [Artifact]) {
        #expect(artifacts.map(\.id) == [1, 2])
        #expect(artifacts.first?.failure == RecordedMessage(english: "The archive is cut off."))
        #expect(
            artifacts.last?.result?.warnings
                == [RecordedMessage(english: "One."), RecordedMessage(english: "Two.")])
    }
}
