import Domain
import Testing

@Suite("What the owner of a blocked name reads")
struct BlockedNameTests {
    @Test(
        "The address that earlier versions recorded is hidden",
        arguments: [
            "The name `db.internal` leads to 10.1.2.3, which is in a private network, which this server does not send "
                + "to. An operator can allow it with `--allow-network 10.0.0.0/8`.",
            "The name `db.internal` leads to 4000::1, which is in a reserved range, which this server does not send "
                + "to. An operator can allow it with `--allow-network ::/0`.",
        ])
    func earlier(_ detail: String) {
        #expect(Attempt.withoutAddress(detail) == Attempt.detail(ofBlockedName: "db.internal"))
    }

    @Test(
        "Everything else stays as recorded",
        arguments: [
            Attempt.detail(ofBlockedName: "db.internal"), "", "The name `", "The name `a` could not be found.",
            "The address 10.1.2.3 is in a private network, which this server does not send to. "
                + "An operator can allow it with `--allow-network 10.0.0.0/8`.",
        ])
    func others(_ detail: String) {
        #expect(Attempt.withoutAddress(detail) == detail)
    }
}
