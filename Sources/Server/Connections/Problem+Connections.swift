import HTTPTypes
import Localization

extension Problem {
    static let slowHead = Problem(.requestTimeout, .request(.slowHead)).closingConnection()

    static let slowBody = Problem(.requestTimeout, .request(.slowBody(minimum: Int(BodyClock.leastRate))))
        .closingConnection()

    static let tooManyRequests = Problem(.tooManyRequests, .capacity(.requests)).retriable()

    static let tooManyBodies = Problem(.tooManyRequests, .capacity(.bodies)).retriable().closingConnection()

    static let noMemory = Problem(.serviceUnavailable, .capacity(.bodyMemory)).retriable().closingConnection()

    static func tooManyStreams(of reader: CapacityProblem.StreamReader) -> Problem {
        Problem(.tooManyRequests, .capacity(.streams(of: reader))).retriable()
    }

    static let malformed = Problem(.badRequest, .request(.notHTTP)).closingConnection()
}
