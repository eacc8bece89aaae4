/// How a receiver verifies a delivery, in the languages most receivers are written in; `docs/receivers.md` says more.
enum VerifyingCode {
    static let all = [express, swift, python]

    private static let express = (
        key: "express", name: "Express",
        code: """
        app.post("/hook", express.raw({ type: () => true, limit: "2mb" }), (request, response) => {
          const hmac = crypto.createHmac("sha256", secret).update(request.body).digest("hex");
          const expected = Buffer.from("sha256=" + hmac);
          const given = Buffer.from(request.get("X-Perfsee-Signature-256") ?? "");
          const fits = given.length === expected.length && crypto.timingSafeEqual(given, expected);
          if (!fits) return response.sendStatus(401);
          response.sendStatus(204);
          handle(request.get("X-Perfsee-Delivery"), JSON.parse(request.body));
        });
        """
    )

    private static let swift = (
        key: "swift", name: "Swift (PerfseeSDK)",
        code: """
        let verifier = try WebhookVerifier(secret: secret)
        let event = try verifier.verify(headers: headers, body: body).event()  // X-Perfsee-Signature-256
        """
    )

    private static let python = (
        key: "python", name: "Python",
        code: """
        from base64 import b64encode
        from standardwebhooks.webhooks import Webhook  # pip install standardwebhooks

        # The library decodes base64, so a secret of another kind is encoded for it.
        key = secret if secret.startswith("whsec_") else b64encode(secret.encode()).decode()
        event = Webhook(key).verify(request.get_data(), dict(request.headers))  # webhook-id, -timestamp, -signature
        """
    )
}
