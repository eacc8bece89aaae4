import Domain

extension RepositoryLinks {
    /// The commit's page. A commit of a fork is found in the repository that it was forked from on GitHub, but not
    /// everywhere.
    func commit(of build: Artifact.Build) -> String? {
        build.isFork && !hasCommitsOfForks ? nil : commit(build.hash)
    }

    /// The branch's page; nil for a branch of a fork, whose repository is not known.
    func branch(of build: Artifact.Build) -> String? {
        build.isFork ? nil : branch(build.branch)
    }
}
