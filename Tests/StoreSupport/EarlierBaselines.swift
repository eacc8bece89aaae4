import Domain
package import Storage
import Testing

/// Baselines and baseline branches as versions stored them that knew fewer rules.
package enum EarlierBaselines {
    /// Artifacts 1 to 4 of project 7, and three projects for which `master` is stored, chosen or not.
    package static let rows = """
        INSERT INTO projects (number, slug, host, namespace, name, is_public, baseline_branch, created_at) VALUES
            (7, 'shop', 'Github', 'acme', 'shop', FALSE, 'dev', 1),
            (8, 'new', 'Github', 'acme', 'new', FALSE, 'master', 1),
            (9, 'old', 'Github', 'acme', 'old', FALSE, 'master', 1),
            (10, 'modern', 'Github', 'acme', 'modern', FALSE, 'master', 1);
        UPDATE projects SET artifact_count = 4 WHERE number = 7;
        INSERT INTO artifacts (project, id, branch, name, hash, build_key, status, score, size_raw, size_gzip, size_brotli,
            entry_points, warnings, report_key, content_key, analysis_version, baseline, baseline_rule, created_at) VALUES
            (7, 1, 'x', 'main', 'abc', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, NULL, NULL, 1),
            (7, 2, 'dev', 'main', 'def', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, 1, 'commit', 1),
            (7, 3, 'dev', 'main', 'ghi', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, 1, 'branch', 1),
            (7, 4, 'dev', 'main', 'jkl', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, 2, 'projectBranch', 1),
            (9, 1, 'master', 'main', 'abc', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, NULL, NULL, 1),
            (10, 1, 'main', 'main', 'abc', 'b', 'Passed', 90, 3, 2, 1, '[]', '[]', 'r', 'c', 1, NULL, NULL, 1);
        """

    /// A branch that was chosen stays one; so does `master` where it has builds.
    package static func check(_ store: any Store) async throws {
        for (number, branch) in [(7, "dev"), (8, nil), (9, "master"), (10, nil)] as [(Project.Number, String?)] {
            #expect(try await store.project(number: number)?.baselineBranch == branch, "\(number)")
        }
        var rules: [Artifact.BaselineRule?] = []
        for id in 1...4 as ClosedRange<Artifact.ID> {
            let artifact = try #require(try await store.artifact(id, in: 7))
            #expect(artifact.baselineDistance == (artifact.baselineRule == .commit ? 0 : nil))
            rules.append(artifact.baselineRule)
        }
        #expect(rules == [nil, .commit, .baseBranch, .baselineBranch])
        try await checkAgain(store)
    }

    /// What the upload had asked for is not known, so the baseline that it led to stays; the project's is still known.
    private static func checkAgain(_ store: any Store) async throws {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        for id in 2...4 as ClosedRange<Artifact.ID> {
            _ = try await store.analyzeAgain(id, in: 7, raisesEvent: false, at: now, once: nil)
        }
        for (id, baseline, rule) in [
            (2, 1, .commit), (3, 1, .baseBranch), (4, 3, .baselineBranch),
        ] as [(Artifact.ID, Artifact.ID, Artifact.BaselineRule)] {
            let claimed = try #require(try await store.claimArtifact(at: now, leaseUntil: now + .seconds(60)))
            #expect(claimed.artifact.id == id && claimed.baseline?.id == baseline)
            #expect(claimed.artifact.baselineRule == rule)
        }
    }
}
