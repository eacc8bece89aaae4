import Foundation
import JavaScript

/// The tokens of a script: a line `FILE`, a line `kind start end` (in bytes) for each token and each comment, and a line
/// `covered`: up to which byte the tokens follow each other without gaps, white space included.
struct Tokens {
    let sourceType: JavaScriptSourceType

    func print(_ path: String) throws {
        Output.write(line: Data(try Contents.withBytes(of: path, lines).utf8))
    }

    private func lines(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        var lines = "FILE\n"
        var end = 0
        var tokenizer = JavaScriptTokenizer(bytes, sourceType: sourceType)
        while let token = tokenizer.next(), token.start == end {
            end = token.end
            if token.kind == .whiteSpace || token.kind == .lineTerminator { continue }
            lines += "\(token.kind) \(token.start) \(token.end)\n"
        }
        return lines + "covered \(end)"
    }
}
