import Domain
import JSONLexing
import Localization
import Storage

extension ProblemDetail: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .request(.notHTTP)
        case .request: .invalidFields(["url", "secret"])
        case .invalidFields: .fault(.required)
        case .fault: .access(.missingToken)
        case .access: .missing(.path)
        case .missing: .conflict(.emailTaken)
        case .conflict: .limit(.replays(maximum: 3))
        case .limit: .idempotency(.stillRunning)
        case .idempotency: .capacity(.requests)
        case .capacity: .quota(QuotaBreach(kind: .events, limit: 1000, retryAfter: .minutes(1)))
        case .quota: .inspection(.busy)
        case .inspection: .page(.noPage)
        case .page: nil
        }
    }
}

extension RequestProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .notHTTP
        case .notHTTP: .invalidHost
        case .invalidHost: .severalHosts(count: 2)
        case .severalHosts: .missingHost
        case .missingHost: .slowHead
        case .slowHead: .slowBody(minimum: 1000)
        case .slowBody: .brokenOff
        case .brokenOff: .methodNotAllowed(allowed: ["GET", "HEAD"])
        case .methodNotAllowed: .bodyTooLarge(limit: 65_536)
        case .bodyTooLarge: .bodyEndedEarly(received: 10, announced: 20)
        case .bodyEndedEarly: .notJSON(JSONFault(kind: .empty, offset: 0))
        case .notJSON: .notAnObject
        case .notAnObject: .lineNotJSON(3, JSONFault(kind: .unexpectedEnd, offset: 7))
        case .lineNotJSON: .lineNotAnObject(3)
        case .lineNotAnObject: .lineTooLong(3, limit: 1_048_576)
        case .lineTooLong: .noEvents
        case .noEvents: .tooManyEvents(limit: 1_000)
        case .tooManyEvents: .notLines
        case .notLines: .unsupportedContentType
        case .unsupportedContentType: .unsupportedContentEncoding
        case .unsupportedContentEncoding: .damagedGzip
        case .damagedGzip: .emptyPatch
        case .emptyPatch: .emptyArchive
        case .emptyArchive: .notAForm
        case .notAForm: .formNotUTF8
        case .formNotUTF8: .unreadableForm
        case .unreadableForm: nil
        }
    }
}

extension AccessProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .missingToken
        case .missingToken: .malformedAuthorization
        case .malformedAuthorization: .invalidToken
        case .invalidToken: .project(slug: "shop", need: .read)
        case .project(_, need: .read): .project(slug: "shop", need: .upload)
        case .project(_, need: .upload): .project(slug: "shop", need: .publish)
        case .project(_, need: .publish): .project(slug: "shop", need: .admin)
        case .project(_, need: .admin): .listingProjects
        case .listingProjects: .application
        case .application: .instance
        case .instance: .creatingProject(.administrators)
        case .creatingProject(.administrators): .creatingProject(.everyone)
        case .creatingProject(.everyone): .ownEventType(.ping)
        case .ownEventType: .upload
        case .upload: .creatingToken
        case .creatingToken: .outlivingToken(end: Timestamp(milliseconds: 0))
        case .outlivingToken: .revokingToken
        case .revokingToken: .keepingDescendants
        case .keepingDescendants: nil
        }
    }
}

extension MissingResource: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .path
        case .path: .target
        case .target: .project(slug: "shop")
        case .project: .uploadProject(slug: "shop")
        case .uploadProject: .application(id: "7")
        case .application: .account
        case .account: .member
        case .member: .token
        case .token: .webhook(of: .project)
        case .webhook(of: .project): .webhook(of: .application)
        case .webhook(of: .application): .delivery(of: .project)
        case .delivery(of: .project): .delivery(of: .application)
        case .delivery(of: .application): .replay
        case .replay: .event
        case .event: .artifact
        case .artifact: .artifactFile(.report, status: .pending)
        case .artifactFile: .comparable(status: .failed)
        case .comparable: .baseline
        case .baseline: .storedFile(.build)
        case .storedFile: nil
        }
    }
}

extension IdempotencyProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .stillRunning
        case .stillRunning: .withheldAnswer
        case .withheldAnswer: nil
        }
    }
}

extension CapacityProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .requests
        case .requests: .bodies
        case .bodies: .bodyMemory
        case .bodyMemory: .streams(of: .token)
        case .streams(of: .token): .streams(of: .session)
        case .streams(of: .session): .streams(of: .account)
        case .streams(of: .account): .streams(of: .address)
        case .streams(of: .address): .streams(of: .server)
        case .streams(of: .server): .uploads
        case .uploads: .writes
        case .writes: .signIns
        case .signIns: .guessedNames(minutes: 5)
        case .guessedNames: .newProjects(limit: 30, minutes: 90)
        case .newProjects: .storageUnavailable
        case .storageUnavailable: .databaseDiskFull
        case .databaseDiskFull: .buildDiskFull
        case .buildDiskFull: nil
        }
    }
}

extension PageProblem: Sampled {
    static func sample(after previous: Self?) -> Self? {
        switch previous {
        case nil: .noPage
        case .noPage: .noProject(slug: "shop")
        case .noProject: .noApplication
        case .noApplication: .noAccount
        case .noAccount: .noToken
        case .noToken: .administratorsOnly
        case .administratorsOnly: .projectCreatorsOnly
        case .projectCreatorsOnly: .noSession
        case .noSession: .projectAdminsOnly(project: "shop")
        case .projectAdminsOnly: .expiredForm
        case .expiredForm: .usedLink
        case .usedLink: .ownAccount
        case .ownAccount: nil
        }
    }
}
