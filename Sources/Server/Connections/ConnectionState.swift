import NIOCore

/// What a connection is doing, and until when. Pure: its handler reports what happens and does what it says.
struct ConnectionState: Sendable {
    /// From the first byte of a head to its last.
    static let headTime = TimeAmount.seconds(10)
    /// How long a connection stays open without a request.
    static let idleTime = TimeAmount.seconds(60)
    /// How long a refused client has to read the answer, and how many further bytes are read in the meantime. Closing a
    /// connection with unread bytes resets it, and the client may never see the answer.
    static let lingering = TimeAmount.seconds(2)
    static let restOfBody = 64 << 10
    /// How long the rest of a body may take after its request was answered: as long as the minimum rate allows for
    /// everything that is read of it, whatever the pauses.
    static let restTime = BodyClock.grace + BodyClock.time(for: restOfBody)
    /// How long the client may take for a number of bytes of its answers; it has to take the last answer whole in that
    /// time.
    static let stallTime = TimeAmount.seconds(60)
    static let leastTaken = 32 << 10
    /// How long the answer to a too slow body may take.
    static let abandonedTime = TimeAmount.seconds(5)

    enum Phase: Hashable, Sendable {
        case idle(since: NIODeadline)
        case head(since: NIODeadline)
        case request
        /// The last answer is being sent.
        case lastAnswer
        /// The last answer was sent; anything that still arrives is dropped.
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
    /// Whether the client waits for `100 Continue` and has not been sent it yet.
    private var isBodyWithheld = false
    /// Until when the rest of a body may arrive after its request was answered.
    private var restUntil: NIODeadline?
    /// Announced bytes of the body that have not arrived; nil if the length is unknown.
    private var missing: Int?
    private var closes = false
    private var dropped = 0
    private var abandonedSince: NIODeadline?
    /// Bytes of answers that the client is too slow to take, or of the last answer, and since when.
    private var untaken: (bytes: Int, since: NIODeadline)?
    private var hasLostFraming = false

    init(at now: NIODeadline) {
        phase = .idle(since: now)
    }

    /// Whether a request is in progress, so that the next has to wait.
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

    /// Whether the body is still arriving.
    var isReadingBody: Bool { phase == .request && !isRead }

    /// Whether anything still wants the body's bytes.
    var wantsBody: Bool { phase == .request && answer != .written && abandonedSince == nil }

    /// Whether an answer may be written.
    var takesAnswer: Bool { phase == .request && answer != .written }

    /// Whether to read any more at all.
    var reads: Bool { abandonedSince == nil && !hasLostFraming && dropped < Self.restOfBody }

    mutating func partialHead(at now: NIODeadline) {
        if isIdle { phase = .head(since: now) }
    }

    /// - Parameters:
    ///   - length: the body's announced length; nil for a chunked body.
    ///   - waits: whether the client sends its body only after `100 Continue`.
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

    /// The client was asked for its body.
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
            // The body arrives without having been asked for.
            isBodyWithheld = false
            clock = BodyClock()
        }
        clock?.received(bytes)
        if let missing { self.missing = missing - bytes }
        if !wantsBody { drop(bytes) }
    }

    /// Counts bytes that nobody wants.
    mutating func drop(_ bytes: Int) { dropped += bytes }

    mutating func endRequest(at now: NIODeadline) {
        guard phase == .request else { return }
        isRead = true
        clock = nil
        guard answer == .written else { return }
        if closes { phase = .lingering(until: now + Self.lingering) } else { becomeIdle(at: now) }
    }

    /// Whether the answer has to announce that the connection will be closed: the answer or the client asks for it,
    /// more of the body remains than is worth reading, or the client was never asked for the body and may never send
    /// it.
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

    /// Whether this was the last answer.
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

    /// An answer to no particular request, and the last one.
    mutating func refuse(at now: NIODeadline) { endWithAnswer(at: now) }

    private mutating func endWithAnswer(at now: NIODeadline) {
        clock = nil
        phase = .lastAnswer
        if untaken == nil { untaken = (0, now) }
    }

    /// Nothing that arrives can be understood any more.
    mutating func loseFraming() {
        hasLostFraming = true
        closes = true
    }

    /// No request follows the one in progress.
    mutating func closeSoon() { closes = true }

    mutating func sentLastAnswer(at now: NIODeadline) {
        guard phase == .lastAnswer else { return }
        phase = .lingering(until: now + Self.lingering)
        untaken = nil
    }

    /// - Parameter unsent: bytes that this side has written and the client has not taken.
    mutating func setWritable(_ isWritable: Bool, unsent: Int, at now: NIODeadline) {
        untaken = isWritable && phase != .lastAnswer ? nil : (unsent, now)
    }

    /// How many bytes wait for the client now that the last answer is written.
    mutating func wroteLastAnswer(unsent: Int) {
        guard phase == .lastAnswer, let untaken else { return }
        self.untaken = (max(untaken.bytes, unsent), untaken.since)
    }

    /// When to call `expire` next.
    var deadline: NIODeadline? {
        guard let untaken else { return ofPhase?.time }
        let stall = untaken.since + Self.stallTime
        return ofPhase.map { min($0.time, stall) } ?? stall
    }

    /// What the client or this side took too long for. A too slow body is given up.
    /// - Parameters:
    ///   - isBodyWanted: whether anything has begun to wait for the body; until then the server is the slow one.
    ///   - unsent: bytes that this side has written and the client has not taken.
    mutating func expire(at now: NIODeadline, isBodyWanted: Bool = true, unsent: Int = 0) -> Expiry? {
        if let untaken, now >= untaken.since + Self.stallTime {
            let isTaken = unsent == 0 && phase != .lastAnswer
            guard isTaken || unsent <= untaken.bytes - Self.leastTaken else { return .stalled }
            self.untaken = isTaken ? nil : (unsent, now)
        }
        guard let (time, expiry) = ofPhase, now >= time else { return nil }
        if expiry == .idle, unsent > 0 {
            // The client is still reading its answer, and has until it is too slow at that.
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
        // Governed by the deadline of the untaken bytes.
        case .lastAnswer: return nil
        case .lingering(let until): return (until, .over)
        }
    }
}
