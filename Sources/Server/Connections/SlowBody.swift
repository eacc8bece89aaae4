/// A body that arrived too slowly to wait for.
struct SlowBody: Error {}
