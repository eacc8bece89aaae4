import Foundation

/// How many rows the tables have whose query plans are looked at. `make plans` looks at them with a million.
enum PlanRows {
    static let count = ProcessInfo.processInfo.environment["PERFSEE_PLAN_ROWS"].flatMap(Int.init) ?? 6_000
}
