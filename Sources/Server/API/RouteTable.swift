import HTTPTypes

/// Which methods a path accepts, whatever method it is requested with.
struct RouteTable: Sendable {
    private struct Route: Sendable {
        /// Nil for a part that is a parameter.
        var parts: [String?]
        var method: HTTPRequest.Method
    }

    private let routes: [Route]

    /// - Parameter routes: with path templates such as `/api/v1/projects/{project}`.
    init(_ routes: [(method: HTTPRequest.Method, path: String)]) {
        self.routes = routes.map { method, path in
            let parts = path.split(separator: "/").map { $0.utf8.first == UInt8(ascii: "{") ? nil : String($0) }
            return Route(parts: parts, method: method)
        }
    }

    /// In the order of the routes, with HEAD where there is GET; empty if nothing is at this path.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"))
        var methods: [HTTPRequest.Method] = []
        for route in routes where route.parts.count == parts.count && !methods.contains(route.method) {
            let fits = zip(route.parts, parts).allSatisfy { known, part in
                known.map { part.elementsEqual($0.utf8) } ?? true
            }
            if fits { methods.append(route.method) }
        }
        return methods + (methods.contains(.get) ? [.head] : [])
    }
}
