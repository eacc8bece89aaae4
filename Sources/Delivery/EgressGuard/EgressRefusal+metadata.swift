import Domain
import Logging

extension EgressRefusal {
    /// For the operator's log: what is refused and why, and in `setting` the setting that decides: the one that would
    /// allow the least, or the one that forbids it.
    var metadata: Logger.Metadata {
        switch self {
        case .lowPort(let port):
            return ["port": "\(port)", "setting": "--allow-port \(port)"]
        case .servicePort(let port, let service):
            return ["port": "\(port)", "service": "\(service)", "setting": "--allow-port \(port)"]
        case .denied(let address, let network):
            return ["address": "\(address)", "kind": "denied", "setting": "--deny-network \(network)"]
        case .notPublic(let address, let kind, let network):
            let single = CIDR(containing: address, prefix: address.width)
            return [
                "address": "\(address)", "kind": "\(kind.rawValue)", "network": "\(network)",
                "setting": "--allow-network \(single)",
            ]
        }
    }
}
