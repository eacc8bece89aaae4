import Foundation

/// How many pieces of an analysis are worked on at once.
package struct Parallelism: Sendable {
    /// One after the other.
    package static let none = Parallelism(width: 1)

    private let width: Int
    private let isIdle: @Sendable () -> Bool

    /// How soon a worker that waits looks again.
    private static let pause: Duration = .milliseconds(20)

    /// - Parameters:
    ///   - width: the most pieces at once; by default, one for each core.
    ///   - isIdle: whether nobody else needs the processor. All workers but the first ask before each piece, and wait until
    ///     it is so.
    package init(
        width: Int = ProcessInfo.processInfo.activeProcessorCount, isIdle: @escaping @Sendable () -> Bool = { true }
    ) {
        self.width = width
        self.isIdle = isIdle
    }

    /// Does pieces of work, by index, and returns the results in that order.
    ///
    /// - Parameters:
    ///   - tool: makes what one worker needs for all its pieces.
    ///   - finished: called with how many are done.
    func results<Tool, Value: Sendable>(
        of count: Int, with tool: @escaping @Sendable () throws(AnalysisFailure) -> Tool,
        finished: @escaping @Sendable (Int) -> Void = { _ in },
        _ piece: @escaping @Sendable (Int, Tool) throws(AnalysisFailure) -> Value
    ) async throws(AnalysisFailure) -> [Value] {
        let work = WorkQueue(count)
        typealias Some = Result<[(Int, Value)], AnalysisFailure>
        let results = await withTaskGroup(of: Some.self) { group in
            for number in 0..<max(1, min(width, count)) {
                group.addTask {
                    do throws(AnalysisFailure) {
                        let tool = try tool()
                        var values: [(Int, Value)] = []
                        while let index = await next(of: work, isFirst: number == 0) {
                            try AnalysisFailure.checkCancellation(.measuring)
                            values.append((index, try piece(index, tool)))
                            finished(work.finishOne())
                        }
                        return .success(values)
                    } catch {
                        work.stop()
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var values: [Value?] = Array(repeating: nil, count: count)
        for result in results {
            for (index, value) in try result.get() { values[index] = value }
        }
        return values.compactMap(\.self)
    }

    private func next(of work: WorkQueue, isFirst: Bool) async -> Int? {
        while !isFirst, !isIdle(), !work.isEmpty, !Task.isCancelled { try? await Task.sleep(for: Self.pause) }
        return work.next()
    }
}
