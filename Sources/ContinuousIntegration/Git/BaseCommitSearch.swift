/// Finds the commit that a reviewer would compare a build with.
///
/// CI often builds a test merge of a pull request. Compared with the merge base, all that has landed on the base branch
/// since would be charged to the pull request, so the right one is what its head was merged with: the parent of the test
/// merge that is not the head. It is the first parent where the head is merged into the base branch, and the second where
/// the base branch is merged into the head.
package struct BaseCommitSearch: Sendable {
    package let checkout: GitCheckout
    /// The commit that is uploaded: of a pull request its head. Nil if it is not known by a full hash.
    package var commit: CommitHash?
    package var branch: BranchName?
    package var baseBranch: BranchName?
    package var pullRequest: CIFacts.PullRequest?
    /// The commit to compare with, if somebody has decided.
    package var given: CommitHash?

    package init(_ checkout: GitCheckout) {
        self.checkout = checkout
    }

    package struct Result: Hashable, Sendable {
        package var base: BaseCommit?
        package var lack: CheckoutLack?

        package init(base: BaseCommit? = nil, lack: CheckoutLack? = nil) {
            self.base = base
            self.lack = lack
        }
    }

    package func result() -> Result {
        if let given { return described(given, .given) }
        let found = find()
        return checkout.isOutOfTime && found.base == nil ? Result(lack: .time) : found
    }

    private func find() -> Result {
        guard let head = checkout.head else { return withoutCheckout() }
        guard let commit else { return withoutCheckout(lack: .hash) }
        let built = checkout.commit(head)
        if let parents = built?.parents, parents.count == 2, parents[0] != parents[1],
            let place = parents.firstIndex(of: commit)
        {
            return described(parents[1 - place], .testMerge)
        }
        guard let uploaded = head == commit ? built : checkout.commit(commit) else {
            return withoutCheckout(lack: .commit(commit, isShallow: checkout.isShallow))
        }
        if let base = pullRequest?.mergeBase { return described(base, .mergeBase) }
        if pullRequest == nil, branch == baseBranch, branch != nil {
            return uploaded.parents.first.map { described($0, .firstParent) } ?? Result()
        }
        return mergeBase(of: commit)
    }

    private func mergeBase(of commit: CommitHash) -> Result {
        guard let name = baseBranch else { return Result(lack: .baseBranch) }
        guard let tip = newest(of: name) else { return Result(lack: .branch(name, isShallow: checkout.isShallow)) }
        guard let base = checkout.mergeBase(of: commit, and: tip) else {
            return Result(lack: .mergeBase(name, isShallow: checkout.isShallow))
        }
        return described(base == commit ? start(of: commit, on: tip) ?? base : base, .mergeBase)
    }

    /// The base branch's newest commit: as fetched, or as the CI system names it.
    private func newest(of branch: BranchName) -> CommitHash? {
        if let tip = checkout.newest(of: branch) { return tip }
        return pullRequest?.baseHead.flatMap { checkout.commit($0) }?.hash
    }

    /// Where a branch that was merged since had left its base branch. The merge base would be its own newest commit.
    private func start(of commit: CommitHash, on tip: CommitHash) -> CommitHash? {
        checkout.firstAfter(commit, upTo: tip).flatMap { checkout.commit($0) }?.parents.first
    }

    private func withoutCheckout(lack: CheckoutLack = .checkout) -> Result {
        let named: Result? =
            if let base = pullRequest?.baseHead { described(base, .baseHead) } else {
                pullRequest?.mergeBase.map { described($0, .mergeBase) }
            }
        return Result(base: named?.base, lack: lack)
    }

    private func described(_ hash: CommitHash, _ source: BaseCommit.Source) -> Result {
        let limit = BaseCommit.mostAncestors
        let ancestors = checkout.head == nil ? [] : checkout.ancestors(of: hash, limit: limit)
        var result = Result(base: BaseCommit(hash: hash, source: source, ancestors: ancestors))
        if checkout.head != nil, ancestors.count < limit, checkout.isShallow,
            checkout.commit(ancestors.last ?? hash)?.parents.isEmpty != true
        {
            result.lack = .ancestors(known: ancestors.count)
        }
        return result
    }
}
