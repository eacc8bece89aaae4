package import Domain

/// The families of addresses, each of which is looked up on its own.
package enum AddressFamily: Hashable, Sendable, CaseIterable {
    case v4, v6
}

/// What the lookup of a name's addresses of one family found.
package enum LookupAnswer: Hashable, Sendable {
    /// In the order of preference.
    case found([IPAddress])
    /// The name does not exist, or has no address of that family.
    case none
    /// There is no answer for now, which says nothing about the name.
    case failed
}

/// What is looked up.
struct LookupQuestion: Hashable {
    var name: String
    var family: AddressFamily
}
