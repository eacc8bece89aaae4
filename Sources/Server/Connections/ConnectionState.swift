import NIOCore

/// What a connection is doing, and until when it may. Pure: its handler tells it what happens and does what it says.
struct ConnectionState: Sendable {
    /// From the first byte of a head to its last.
    static let headTime = TimeAmount.seconds(10)
    /// How long a connection stays open without a request.
    static let idleTime = TimeAmount.seconds(60)
    /// How long whoever is answered with a refusal may take to see it, and bytes of the rest that are read meanwhile. A
    /// connection that is closed on top of unread bytes is reset, and the client may never see the answer.
    static let lingering = TimeAmount.seconds(2)
    static let restOfBody = 64 << 10
    /// How long the rest of a body may take whose request is answered: as long as the least rate allows for all that is
    /// read of it, however often it pauses.
    static let restTime = BodyClock.grace + BodyClock.time(for: restOfBody)
    /// How long the client may take for so many bytes of its answers, in which time it has to take the last of them whole.
    static let stallTime = TimeAmount.seconds(60)
    static let leastTaken = 32 << 10
    /// How long the answer to a body that was too slow may take.
    static let abandonedTime = TimeAmount.seconds(5)

    enum Phase: Hashable, Sendable {
        case idle(since: NIODeadline)
        case head(since: NIODeadline)
        case request
        /// The last answer is on its way.
        case lastAnswer
        /// It is there; what still comes is dropped.
        case lingering(until: NIODeadline)
    }

    enum Expiry: Hashable, Sendable {
        case idle, slowHead, slowBody, over, stalled
    }

    private enum Answer {
        case none, begun, written
    }

    private(set) var phase: Phase
    private var clock: BodyClock?
    private var answer = Answer.none
    private var isRead = true
    /// Whether the client sends its body only once it is told to, and was not told yet.
    private var isBodyWithheld = false
    /// Until when the rest of a body may come whose request is answered.
    private var restUntil: NIODeadline?
    /// Bytes of the body that are announced and have not come; nil where that is not known.
    private var missing: Int?
    private var closes = false
    private var dropped = 0
    private var abandonedSince: NIODeadline?
    /// Bytes of answers that the client is too slow to take, or of the last one, and since when.
    private var untaken: (bytes: Int, since: NIODeadline)?
    private var hasLostFraming = false

    init(at now: NIODeadline) {
        phase = .idle(since: now)
    }

    /// Whether a request is under way, so that the next has to wait.
    var isBusy: Bool { phase == .request }

    var isIdle: Bool {
        if case .idle = phase { true } else { false }
    }

    var isEnding: Bool {
        switch phase {
        case .lastAnswer, .lingering: true
        case .idle, .head, .request: false
        }
    }

    var hasSentLastAnswer: Bool {
        if case .lingering = phase { true } else { false }
    }

    /// Whether the body is still coming.
    var isReadingBody: Bool { phase == .request && !isRead }

    /// Whether anyone wants what comes of the body.
    var wantsBody: Bool { phase == .request && answer != .written && abandonedSince == nil }

    /// Whether an answer may be written.
    var takesAnswer: Bool { phase == .request && answer != .written }

    /// Whether more is read at all.
    var reads: Bool { abandonedSince == nil && !hasLostFraming && dropped < Self.restOfBody }

    mutating func partialHead(at now: NIODeadline) {
        if isIdle { phase = .head(since: now) }
    }

    /// - Parameters:
    ///   - length: of the body, as announced; nil where it comes in chunks.
    ///   - waits: whether the client sends its body only once it is told to.
    mutating func beginRequest(length: Int?, waits: Bool = false, closes: Bool) {
        phase = .request
        answer = .none
        isRead = false
        isBodyWithheld = waits && length != 0
        restUntil = nil
        missing = length
        dropped = 0
        self.closes = self.closes || closes
        clock = length == 0 || waits ? nil : BodyClock()
    }

    /// The client was told to send its body.
    mutating func askForBody(at now: NIODeadline) {
        guard isReadingBody, isBodyWithheld else { return }
        isBodyWithheld = false
        clock = BodyClock()
        clock?.start(at: now)
    }

    mutating func startReading(at now: NIODeadline) { clock?.start(at: now) }

    mutating func stopReading(at now: NIODeadline) { clock?.stop(at: now) }

    mutating func readBody(_ bytes: Int) {
        if isBodyWithheld {
            // It comes without having been asked for.
            isBodyWithheld = false
            clock = BodyClock()
        }
        clock?.received(bytes)
        if let missing { self.missing = missing - bytes }
        if !wantsBody { drop(bytes) }
    }

    /// Bytes that nobody wants.
    mutating func drop(_ bytes: Int) { dropped += bytes }

    mutating func endRequest(at now: NIODeadline) {
        guard phase == .request else { return }
        isRead = true
        clock = nil
        guard answer == .written else { return }
        if closes { phase = .lingering(until: now + Self.lingering) } else { becomeIdle(at: now) }
    }

    /// Whether the answer has to say that the connection will be closed: it or the client wishes so, or more of the body is
    /// to come than is worth reading, or nobody knows whether it comes, because the client was never told to send it.
    mutating func beginAnswer(closes: Bool) -> Bool {
        answer = .begun
        let isRestLong = !isRead && (isBodyWithheld || (missing ?? .max) > Self.restOfBody)
        if closes || isRestLong || abandonedSince != nil { self.closes = true }
        return self.closes
    }

    private mutating func becomeIdle(at now: NIODeadline) {
        dropped = 0
        restUntil = nil
        phase = .idle(since: now)
    }

    /// Whether it was the last.
    mutating func endAnswer(at now: NIODeadline) -> Bool {
        guard phase == .request else { return false }
        answer = .written
        if closes {
            endWithAnswer(at: now)
        } else if isRead {
            becomeIdle(at: now)
        } else {
            restUntil = now + Self.restTime
        }
        return closes
    }

    /// An answer that comes from no request, and is the last.
    mutating func refuse(at now: NIODeadline) { endWithAnswer(at: now) }

    private mutating func endWithAnswer(at now: NIODeadline) {
        clock = nil
        phase = .lastAnswer
        if untaken == nil { untaken = (0, now) }
    }

    /// Nothing that comes can be understood any more.
    mutating func loseFraming() {
        hasLostFraming = true
        closes = true
    }

    /// No request follows the one that is under way.
    mutating func closeSoon() { closes = true }

    mutating func sentLastAnswer(at now: NIODeadline) {
        guard phase == .lastAnswer else { return }
        phase = .lingering(until: now + Self.lingering)
        untaken = nil
    }

    /// - Parameter unsent: bytes that this side has written and the client's has not taken.
    mutating func setWritable(_ isWritable: Bool, unsent: Int, at now: NIODeadline) {
        untaken = isWritable && phase != .lastAnswer ? nil : (unsent, now)
    }

    /// So much waits for the client now that the last answer is written.
    mutating func wroteLastAnswer(unsent: Int) {
        guard phase == .lastAnswer, let untaken else { return }
        self.untaken = (max(untaken.bytes, unsent), untaken.since)
    }

    /// When `expire` may have something to say.
    var deadline: NIODeadline? {
        guard let untaken else { return ofPhase?.time }
        let stall = untaken.since + Self.stallTime
        return ofPhase.map { min($0.time, stall) } ?? stall
    }

    /// What the client, or this side, took too long for. A body that was too slow is given up.
    /// - Parameters:
    ///   - isBodyWanted: whether anyone has begun to wait for it; until then it is the server that takes its time.
    ///   - unsent: bytes that this side has written and the client's has not taken.
    mutating func expire(at now: NIODeadline, isBodyWanted: Bool = true, unsent: Int = 0) -> Expiry? {
        if let untaken, now >= untaken.since + Self.stallTime {
            let isTaken = unsent == 0 && phase != .lastAnswer
            guard isTaken || unsent <= untaken.bytes - Self.leastTaken else { return .stalled }
            self.untaken = isTaken ? nil : (unsent, now)
        }
        guard let (time, expiry) = ofPhase, now >= time else { return nil }
        if expiry == .idle, unsent > 0 {
            // It is still taking what it asked for, and has until it is too slow at that.
            if untaken == nil { untaken = (unsent, now) }
            phase = .idle(since: now)
            return nil
        }
        guard expiry == .slowBody else { return expiry }
        guard answer == .none else { return .over }
        guard isBodyWanted else {
            clock?.restart(at: now)
            return nil
        }
        clock = nil
        abandonedSince = now
        return .slowBody
    }

    private var ofPhase: (time: NIODeadline, expiry: Expiry)? {
        switch phase {
        case .idle(let since): return (since + Self.idleTime, .idle)
        case .head(let since): return (since + Self.headTime, .slowHead)
        case .request:
            if let abandonedSince { return (abandonedSince + Self.abandonedTime, .over) }
            let slow = clock?.deadline
            if let restUntil { return (slow.map { min($0, restUntil) } ?? restUntil, .over) }
            return slow.map { ($0, .slowBody) }
        // Its time is that of what was not taken.
        case .lastAnswer: return nil
        case .lingering(let until): return (until, .over)
        }
    }
}
