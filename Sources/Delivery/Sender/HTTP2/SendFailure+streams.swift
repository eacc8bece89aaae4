import Domain
import NIOCore
import NIOHTTP2

extension SendFailure {
    /// What the codec says is wrong with the frames of a connection; nil if the error is not about them.
    init?(frames error: any Error) {
        switch error {
        case is NIOHTTP2Errors.ExcessiveControlFrames, is NIOHTTP2Errors.ExcessiveRSTFrames,
            is NIOHTTP2Errors.ExcessiveEmptyDataFrames, is NIOHTTP2Errors.ExcessiveContinuationFrames,
            is NIOHTTP2Errors.ExcessiveStreamErrors, is NIOHTTP2Errors.ExcessiveNumberOfGlitches,
            is NIOHTTP2Errors.ExcessiveOutboundFrameBuffering:
            self = .malformed(.flood)
        case is NIOHTTP2Errors.ExcessivelyLargeHeaderBlock: self = .headTooLarge
        case is any NIOHTTP2Error: self = .malformed(.frames)
        default: return nil
        }
    }
}
