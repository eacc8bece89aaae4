import Domain
import Localization
import Signing
import Storage

extension FaultReason: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .required
        case .required: .requiredUnless(other: "application")
        case .requiredUnless: .exclusive(with: "email")
        case .exclusive: .null
        case .null: .unknownField
        case .unknownField: .unknownParameter
        case .unknownParameter: .duplicate
        case .duplicate: .notString
        case .notString: .notBoolean
        case .notBoolean: .notInteger
        case .notInteger: .notIntegerBetween(lowest: 1, highest: 200)
        case .notIntegerBetween: .notBetween(lowest: 1, highest: 30)
        case .notBetween: .notObject
        case .notObject: .notTime
        case .notTime: .notUTF8
        case .notUTF8: .halfSurrogatePair
        case .halfSurrogatePair: .notOneOf(["read", "admin"])
        case .notOneOf: .notArray(of: ["read", "admin"])
        case .notArray: .wrongCount(lowest: 1, highest: 2, of: ["read", "admin"])
        case .wrongCount: .notOffered
        case .notOffered: .notCursor
        case .notCursor: .text(.empty)
        case .text: .account(.notAnEmail)
        case .account: .project(.idCharacters)
        case .project: .webhook(.method(only: "POST"))
        case .webhook: .header(.duplicate)
        case .header: .schedule(.notIntegers)
        case .schedule: .token(.past)
        case .token: .event(.ping)
        case .event: .cause(.notDelivery)
        case .cause: .upload(.missing(name: "branch"))
        case .upload: .idempotencyKey(.reused)
        case .idempotencyKey: .secret(.empty)
        case .secret: .conflict(.emailTaken)
        case .conflict: .limit(.replays(maximum: 3))
        case .limit: .refusal(.eventLoop(maximum: 1000))
        case .refusal: .url(.fragment, at: 25)
        case .url: .blocked(.lowPort(port: 81))
        case .blocked:
            .budgets(
                RecordedMessage(
                    english: "line 4, `budgets[2].max`: must be a size such as `170 kB`",
                    coded: #"{"key":"budgets[2].max","line":4,"reason":{"notSize":{}}}"#))
        case .budgets: .budgetsTooLarge(limit: 32_768)
        case .budgetsTooLarge: nil
        }
    }
}

extension TextFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .empty
        case .empty: .tooLong(limit: 20, count: 21)
        case .tooLong: .wrongLength(lowest: 3, highest: 100, count: 2)
        case .wrongLength: .controlCharacter
        case .controlCharacter: .outerSpace
        case .outerSpace: nil
        }
    }
}

extension AccountFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notAnEmail
        case .notAnEmail: .shortPassword(minimum: 10)
        case .shortPassword: .longPassword(limit: 1024)
        case .longPassword: .otherPassword
        case .otherPassword: .wrongPassword
        case .wrongPassword: .digitsOnly
        case .digitsOnly: .unknownEmail
        case .unknownEmail: .unknownName
        case .unknownName: .unconfirmedName
        case .unconfirmedName: nil
        }
    }
}

extension ProjectFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .idCharacters
        case .idCharacters: .reservedID
        case .reservedID: .invalidPattern
        case .invalidPattern: .notARepositoryURL
        case .notARepositoryURL: .unconfirmedID
        case .unconfirmedID: nil
        }
    }
}

extension WebhookFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .method(only: "POST")
        case .method: .emptyRange(end: "until")
        case .emptyRange: .unmatchable(UnmatchableItem(item: "A", reason: .upperCase))
        case .unmatchable(let found):
            next(after: found.reason).map { .unmatchable(UnmatchableItem(item: "A", reason: $0)) }
                ?? .unconfirmedRemoval
        case .unconfirmedRemoval: nil
        }
    }

    private static func next(after reason: UnmatchableItem.Reason) -> UnmatchableItem.Reason? {
        switch reason {
        case .upperCase: .space
        case .space: .character(";")
        case .character: .emptyPart
        case .emptyPart: .tooLong(limit: 128)
        case .tooLong: .headerForm(of: .bundleFinished)
        case .headerForm: nil
        }
    }
}

extension HeaderFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notAnObject
        case .notAnObject: .noColon
        case .noColon: .tooMany(limit: 20, count: 21)
        case .tooMany: .tooLarge(limit: 4096, count: 5000)
        case .tooLarge: .duplicate
        case .duplicate: .invalidName
        case .invalidName: .reserved
        case .reserved: .controlCharacter
        case .controlCharacter: nil
        }
    }
}

extension ScheduleFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notIntegers
        case .notIntegers: .tooMany(limit: 20)
        case .tooMany: .tooLong(limit: 2_592_000)
        case .tooLong: .wait(lowest: 1, highest: 604_800)
        case .wait: nil
        }
    }
}

extension TokenFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .past
        case .past: .noScope
        case .noScope: .unknownApplication
        case .unknownApplication: .unknownProject
        case .unknownProject: nil
        }
    }
}

extension EventFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .characters(limit: 128)
        case .characters: .ping
        case .ping: .header("artifact", of: .ping)
        case .header: nil
        }
    }
}

extension CauseFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notDelivery
        case .notDelivery: .notDepth
        case .notDepth: .tooDeep(limit: 16)
        case .tooDeep: .notAllowed
        case .notAllowed: nil
        }
    }
}

extension UploadFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .missing(name: "branch")
        case .missing: .notUTF8(name: "branch")
        case .notUTF8: .text(name: "branch", .empty)
        case .text: .notAnEmail(name: "author")
        case .notAnEmail: .otherRepository(given: "Github/a/b", expected: "Github/a/c", project: "shop")
        case .otherRepository: nil
        }
    }
}

extension IdempotencyKeyFault: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .characters(limit: 255)
        case .characters: .reused
        case .reused: .repeated(line: 3)
        case .repeated: nil
        }
    }
}
