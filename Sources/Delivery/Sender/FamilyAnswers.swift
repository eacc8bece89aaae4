import Domain

/// What is known of a name from the lookups of its two families, and whether that is enough to connect: a family whose
/// lookup hangs, as that of IPv6 does with some DNS servers, must not hold up the other.
struct FamilyAnswers {
    enum Verdict: Equatable {
        case open
        /// One family has addresses; the other, which is missing, is waited for briefly.
        case enough(missing: AddressFamily)
        case done
    }

    private var answers: [AddressFamily: Result<LookupAnswer, SendFailure>] = [:]

    mutating func take(_ answer: Result<LookupAnswer, SendFailure>, for family: AddressFamily) {
        answers[family] = answer
    }

    var verdict: Verdict {
        let missing = AddressFamily.allCases.filter { answers[$0] == nil }
        guard let other = missing.first else { return .done }
        return found.isEmpty ? .open : .enough(missing: other)
    }

    /// The families that are known to have no address, or for which there is no answer.
    var empty: [AddressFamily] {
        AddressFamily.allCases.filter { answers[$0] == .success(.none) || answers[$0] == .success(.failed) }
    }

    /// IPv6 first.
    var found: [IPAddress] {
        [AddressFamily.v6, .v4].flatMap { family in
            if case .success(.found(let addresses)) = answers[family] { addresses } else { [] as [IPAddress] }
        }
    }

    /// Why there are no addresses. That a name does not exist is said only if both lookups say so.
    func failure(of name: String) -> SendFailure {
        for case .failure(let failure) in answers.values { return failure }
        return answers.values.contains(.success(.failed)) ? .failedLookup(name) : .unknownName(name)
    }
}
