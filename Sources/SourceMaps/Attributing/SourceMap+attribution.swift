/// The maximum length of a generated text, in bytes.
package let attributedByteLimit = Int(Int32.max)

/// How many of 100 segments may be beyond the end of their line.
private let percentBeyond = 1

/// How many segments of a small map may be beyond it, up to a quarter of all: webpack replaces public paths by shorter ones
/// after the map of a style sheet is made.
private let fewBeyond = 4

/// Cuts a generated text into runs of bytes by the source that they come from.
///
/// Takes time in proportion to the text and the mappings, and eight bytes of memory for each run.
///
/// - Parameters:
///   - text: a script or a style sheet in UTF-8, with its comment that refers to the map, if it has one.
///   - map: of this text, not relative to any part of it.
/// - Throws: if the map is of another build, or too coarse.
package func attribute(
    text: UnsafeBufferPointer<UInt8>, map: SourceMap
) throws(SourceMapRefusal) -> Attribution {
    try attribute(text: text, comment: MapComment(text), map: map)
}

/// The same for a text whose comment that refers to the map is known.
package func attribute(
    text: UnsafeBufferPointer<UInt8>, comment: MapComment?, map: SourceMap
) throws(SourceMapRefusal) -> Attribution {
    guard text.count <= attributedByteLimit else { throw .textTooLarge(limit: attributedByteLimit) }
    let comment = comment?.range ?? text.count..<text.count
    let code = UnsafeBufferPointer(rebasing: text[..<comment.lowerBound])
    let walked = walk(code, map)
    guard isOfThisBuild(walked.segmentsBeyond, of: map.segmentCount) else {
        throw .anotherBuild(segmentsBeyond: walked.segmentsBeyond, of: map.segmentCount)
    }
    guard !walked.coarseness.isTooCoarse else {
        throw .tooCoarse(coarseBytes: walked.coarseness.coarseBytes, of: walked.coarseness.codeBytes)
    }
    return walked.attribution(comment: comment, byteCount: text.count)
}

private func isOfThisBuild(_ beyond: Int, of count: Int) -> Bool {
    beyond * 100 <= count * percentBeyond || beyond <= min(fewBeyond, count / 4)
}

/// ECMA-426 does not say what ends a line of generated text, so ECMAScript's line breaks are tried first. If they do not
/// fit, and the text has others than LF and CR LF, only LF counts, as for generators that split text by it.
private func walk(_ text: UnsafeBufferPointer<UInt8>, _ map: SourceMap) -> Attributor {
    var first = Attributor(text, map, .ecmaScript)
    first.walk()
    guard first.segmentsBeyond > 0, first.isAmbiguous else { return first }
    var second = Attributor(text, map, .lineFeed)
    second.walk()
    return second.segmentsBeyond < first.segmentsBeyond ? second : first
}
