import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// How HTTP/1 is spoken on an accepted connection.
struct CallerChannel: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let parts: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>
        let caller: Caller

        var channel: any Channel { parts.channel }
    }

    /// The maximum size of a head, and of each of its fields, in bytes.
    private static let longestHead = 80 << 10
    private static let mostFields = 1_000

    let callers: Callers
    let responder: Responder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let caller = callers.welcome(channel)
            var decoder = NIOHTTPDecoderLimitConfiguration()
            decoder.maxHeaderFieldSize = Self.longestHead
            decoder.maxHeaderListSize = Self.longestHead
            decoder.maxHeaderFieldCount = Self.mostFields
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false, withOutboundHeaderValidation: false,
                withEncoderConfiguration: .init(), withDecoderLimitConfiguration: decoder)
            try pipeline.addHandler(ConnectionHandler(caller))
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            let parts = try NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>(
                wrappingChannelSynchronously: channel,
                // Each part may hold 64 KiB of a body that nothing has asked for yet.
                configuration: .init(
                    backPressureStrategy: .init(lowWatermark: 1, highWatermark: 4), isOutboundHalfClosureEnabled: true))
            return Value(parts: parts, caller: caller)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await Caller.$current.withValue(value.caller) {
            await handleHTTP(asyncChannel: value.parts, logger: logger)
        }
    }
}
