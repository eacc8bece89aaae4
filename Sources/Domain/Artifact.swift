/// One uploaded build of a project and the outcome of its analysis.
package struct Artifact: Hashable, Sendable {
    /// Numbered from 1 in each project: the id that users see.
    package typealias ID = Int64

    package enum Status: String, Sendable, CaseIterable {
        /// Uploaded. Set by the upload, and when an analysis whose server died is rescued.
        case pending = "Pending"
        /// Claimed by an analyzer.
        case running = "Running"
        /// Analyzed: there is a report and a score.
        case passed = "Passed"
        /// The build cannot be analyzed; `failure` says what to fix.
        case failed = "Failed"
    }

    /// The rule that chose the baseline, by its name on the wire.
    package enum BaselineRule: String, Sendable, CaseIterable {
        /// It is a build of the base commit that the upload named.
        case commit
        /// It is a build of an ancestor of the base commit.
        case ancestor
        /// It is the newest on the base branch that the upload named.
        case baseBranch = "base-branch"
        /// It is the newest on the project's baseline branch.
        case baselineBranch = "baseline-branch"
        /// It is the one before on the artifact's own branch.
        case branch
    }

    package struct Size: Hashable, Sendable, Codable {
        package var raw: Int
        /// Nil if it is unknown, because a file of the build was missing.
        package var gzip: Int?
        package var brotli: Int?

        package init(raw: Int, gzip: Int?, brotli: Int?) {
            self.raw = raw
            self.gzip = gzip
            self.brotli = brotli
        }
    }

    package struct EntryPoint: Hashable, Sendable, Codable {
        package var name: String
        package var size: Size
        package var initialSize: Size
        package var score: Int

        package init(name: String, size: Size, initialSize: Size, score: Int) {
            self.name = name
            self.size = size
            self.initialSize = initialSize
            self.score = score
        }
    }

    /// What the upload said about the build.
    package struct Build: Hashable, Sendable {
        package var branch: String
        package var name: String
        package var hash: String
        package var commitMessage: String?
        package var author: String?
        /// Where the archive is stored: `builds/<project number>/<uuid>.tar`.
        package var buildKey: String
        /// The size of the archive.
        package var archiveBytes: Int64
        /// Whether it was built for a pull request from a fork: `branch` is then a branch of the fork.
        package var isFork: Bool
        /// The number of the pull request that it was built for.
        package var pullRequest: Int64?

        package init(
            branch: String, name: String, hash: String, commitMessage: String?, author: String?, buildKey: String,
            archiveBytes: Int64 = 0, isFork: Bool = false, pullRequest: Int64? = nil
        ) {
            self.branch = branch
            self.name = name
            self.hash = hash
            self.commitMessage = commitMessage
            self.author = author
            self.buildKey = buildKey
            self.archiveBytes = archiveBytes
            self.isFork = isFork
            self.pullRequest = pullRequest
        }
    }

    /// What a passed analysis found.
    package struct Result: Hashable, Sendable {
        package var score: Int
        package var size: Size
        package var entryPoints: [EntryPoint]
        package var warnings: [RecordedMessage]
        package var reportKey: String
        package var contentKey: String
        /// Where the import graph is stored; nil if the analysis stored none, as earlier versions did.
        package var importsKey: String?
        package var analysisVersion: Int

        package init(
            score: Int, size: Size, entryPoints: [EntryPoint], warnings: [RecordedMessage], reportKey: String,
            contentKey: String, importsKey: String? = nil, analysisVersion: Int
        ) {
            self.score = score
            self.size = size
            self.entryPoints = entryPoints
            self.warnings = warnings
            self.reportKey = reportKey
            self.contentKey = contentKey
            self.importsKey = importsKey
            self.analysisVersion = analysisVersion
        }

        /// The keys of everything that the analysis stored.
        package var storedKeys: [String] { [reportKey, contentKey] + (importsKey.map { [$0] } ?? []) }
    }

    /// The state of a new analysis of an artifact that has been analyzed before. Until it ends, and if it fails, the
    /// artifact keeps what the analysis before found.
    package enum Reanalysis: Hashable, Sendable {
        /// Requested, or rescued from a server that died.
        case pending
        /// Claimed by an analyzer.
        case running
        /// The result of the analysis before is kept.
        case failed(RecordedMessage)
    }

    package var id: ID
    package var build: Build
    package var status: Status
    /// How long the analysis took; nil until it has ended.
    package var duration: Duration?
    /// Why it failed; nil unless `failed`.
    package var failure: RecordedMessage?
    /// Nil unless `passed`.
    package var result: Result?
    /// Nil unless a new analysis is under way or, if the artifact passed before, has failed.
    package var reanalysis: Reanalysis?
    package var baselineID: ID?
    package var baselineRule: BaselineRule?
    /// How many commits the baseline is before the base commit, which is 0 for a build of that commit itself; nil if the
    /// baseline was not chosen by its commit.
    package var baselineDistance: Int?
    package var createdAt: Timestamp

    package init(
        id: ID, build: Build, status: Status, duration: Duration?, failure: RecordedMessage?, result: Result?,
        reanalysis: Reanalysis? = nil, baselineID: ID?, baselineRule: BaselineRule?,
        baselineDistance: Int? = nil, createdAt: Timestamp
    ) {
        self.id = id
        self.build = build
        self.status = status
        self.duration = duration
        self.failure = failure
        self.result = result
        self.reanalysis = reanalysis
        self.baselineID = baselineID
        self.baselineRule = baselineRule
        self.baselineDistance = baselineDistance
        self.createdAt = createdAt
    }
    /// Whether an analysis of it is under way or waits for its turn, the first one or a new one.
    package var isBeingAnalyzed: Bool {
        switch (status, reanalysis) {
        case (.pending, _), (.running, _), (_, .pending), (_, .running): true
        case (.passed, _), (.failed, _): false
        }
    }
}
