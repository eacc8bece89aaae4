import Domain

extension Attempt.Timings {
    static let sample = Attempt.Timings(
        dns: .milliseconds(1), connect: .milliseconds(2), tls: nil, firstByte: .milliseconds(9),
        total: .milliseconds(10))
}
