/// Different packages of a build that serve one purpose. They are no duplicates: none is a copy of another.
package struct Alternatives: Sendable, Equatable, Codable {
    package enum Purpose: String, Sendable, Codable, CaseIterable {
        case dates, collections, charts
    }

    package struct Package: Sendable, Equatable, Codable {
        package var ref: Int
        package var name: String
        /// Its share of all files.
        package var size: Size
    }

    package var purpose: Purpose
    /// The largest first.
    package var packages: [Package]

    private static let names: [(Purpose, Set<String>)] = [
        (.dates, ["moment", "dayjs", "date-fns", "js-joda", "@js-joda/core", "luxon"]),
        (.collections, ["lodash", "lodash-es", "underscore"]),
        (.charts, ["echarts", "bizcharts", "highcharts"]),
    ]

    /// Those of which a build has packages of at least two names.
    static func all(of delivered: DeliveredModules, _ packages: inout PackageList) -> [Alternatives] {
        var sizes = [Size](repeating: .zero, count: delivered.packages.count)
        for module in delivered.all {
            if let package = module.package { sizes[package] = sizes[package] + module.size }
        }
        return names.compactMap { purpose, names in
            let found = delivered.packages.indices.filter { names.contains(delivered.packages[$0].name) }
            guard Set(found.map { delivered.packages[$0].name }).count > 1 else { return nil }
            let listed = found.map { index in
                Package(
                    ref: packages.ref(of: delivered.packages[index]), name: delivered.packages[index].name,
                    size: sizes[index])
            }
            return Alternatives(
                purpose: purpose, packages: listed.sorted { ($1.size.raw, $0.ref) < ($0.size.raw, $1.ref) })
        }
    }
}
