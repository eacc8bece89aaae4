import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import sdk from "../dist/index.js";

const read = (name) => JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"));
const catalog = read("catalogue.json");
const vectors = read("signatures.json");

const secret = "whsec_c29tZSBieXRlcyB0aGF0IGFyZSBzZWNyZXQ=";
const id = "0f7c7b0e-9f57-4a0e-8f39-6d3c1f2a9b10";
const time = 1_700_000_000;
const now = time * 1000 + 900;
const body = JSON.stringify({ eventType: catalog[0].eventType, payload: catalog[0].example });

function genuine({ age = 0, secrets = [secret] } = {}) {
  const timestamp = time - age;
  return {
    "x-perfsee-delivery": id,
    "x-perfsee-signature-256": "sha256=" + createHmac("sha256", secrets[0]).update(body).digest("hex"),
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": secrets.map((s) => sdk.signStandardWebhooks(id, timestamp, body, s)).join(" "),
  };
}

const refuses = (code, options) => assert.throws(() => sdk.verify({ secret, body, now, ...options }), { code, name: "WebhookError" });

test("signatures agree with the project's vectors", () => {
  assert.ok(vectors.perfsee.length >= 10 && vectors.standardWebhooks.length >= 10);
  for (const { secret, body, signature } of vectors.perfsee) {
    assert.equal(sdk.signPerfsee(body, secret), signature);
    assert.ok(sdk.verifyPerfseeSignature(signature, Buffer.from(body), secret));
    assert.ok(!sdk.verifyPerfseeSignature(signature, body + " ", secret));
  }
  for (const { secret, id, timestamp, body, signature } of vectors.standardWebhooks) {
    assert.equal(sdk.signStandardWebhooks(id, timestamp, body, secret), signature);
    assert.ok(sdk.verifyStandardWebhooksSignature(`v1,AAAA v2,x ${signature}`, id, timestamp, Buffer.from(body), secret));
    assert.ok(!sdk.verifyStandardWebhooksSignature(signature, id, timestamp + 1, body, secret));
    assert.ok(!sdk.verifyStandardWebhooksSignature(signature, id + "x", timestamp, body, secret));
  }
});

for (const scheme of ["standard-webhooks", "perfsee"]) {
  test(`${scheme}: a genuine request is taken, whatever its headers look like`, () => {
    const headers = genuine();
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]));
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    for (const form of [headers, upper, lists, new Headers(headers)]) {
      const delivery = sdk.verify({ secret, headers: form, body: Buffer.from(body), scheme, now });
      assert.equal(delivery.id, id);
      assert.deepEqual(delivery.event, JSON.parse(body));
      assert.ok(sdk.isWebhookEvent(delivery.event));
    }
  });

  test(`${scheme}: another body, secret or no header is refused`, () => {
    const headers = genuine();
    refuses("wrong-signature", { headers, scheme, body: body + " " });
    refuses("wrong-signature", { headers, scheme, secret: "another" });
    for (const name of Object.keys(headers)) {
      const isNeeded = name.startsWith("webhook-") === (scheme === "standard-webhooks");
      if (isNeeded) refuses("missing-header", { scheme, headers: { ...headers, [name]: undefined } });
    }
    refuses("missing-header", { scheme, headers: {} });
  });

  test(`${scheme}: several secrets are honored while one is rotated`, () => {
    const headers = genuine({ secrets: ["old"] });
    refuses("wrong-signature", { scheme, headers });
    assert.equal(sdk.verify({ secret: [secret, "old"], headers, body, scheme, now }).id, id);
  });

  test(`${scheme}: a bad secret is an error of its own`, () => {
    for (const bad of ["", "whsec_", "whsec_A", "whsec_AA=", "whsec_AA===", "whsec_-_-_", []]) {
      refuses("invalid-secret", { scheme, headers: genuine(), secret: bad });
    }
  });
}

test("the time may be five minutes off, or what is asked for", () => {
  for (const age of [-300, 0, 300]) assert.equal(sdk.verify({ secret, headers: genuine({ age }), body, now }).id, id);
  refuses("too-old", { headers: genuine({ age: 301 }) });
  refuses("too-new", { headers: genuine({ age: -301 }) });
  assert.equal(sdk.verify({ secret, headers: genuine({ age: 900 }), body, now, toleranceSeconds: 900 }).id, id);
  for (const text of ["now", "1.5", "-1", "1e9", " 1700000000", "9".repeat(16)]) {
    refuses("malformed-timestamp", { headers: { ...genuine(), "webhook-timestamp": text } });
  }
});

test("what is signed but no event is refused", () => {
  for (const body of ["", "{", "null", "[]", "{}", '{"eventType":1,"payload":{}}', '{"eventType":"a","payload":null}']) {
    assert.throws(() => sdk.parseEvent(body), { code: "not-an-event" });
  }
});

test("every event of the catalog is known, and a type of one's own is not", () => {
  assert.deepEqual([...sdk.eventTypes], catalog.map((entry) => entry.eventType));
  for (const { eventType, example: payload } of catalog) {
    const event = sdk.parseEvent(JSON.stringify({ eventType, payload }));
    assert.equal(sdk.isPingEvent(event), eventType === "ping");
    const isProduct = /^bundle:(budget-|accepted|compared)/.test(eventType);
    assert.equal(sdk.isProductEvent(event), isProduct);
    assert.equal(sdk.isWebhookEvent(event), eventType !== "ping" && !isProduct);
  }
  const custom = sdk.parseEvent('{"eventType":"shop:order-placed","payload":{"n":1}}');
  assert.ok(!sdk.isWebhookEvent(custom) && !sdk.isProductEvent(custom) && !sdk.isPingEvent(custom));
});
