// Signed POSTs a second with Node's own fetch: what a receiver's neighbor would write.
// node node-fetch.mjs URL [COUNT] [CONCURRENCY]
import { createHmac, randomBytes, randomUUID } from 'node:crypto';

const [url, count = '6000', concurrency = '64'] = process.argv.slice(2);
const secret = randomBytes(32).toString('hex');
const body = JSON.stringify({ eventType: 'bench:event', payload: { text: 'a'.repeat(960) } });

async function send(times) {
  for (let n = 0; n < times; n += 1) {
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'X-Perfsee-Delivery': randomUUID(),
        'X-Perfsee-Signature-256': `sha256=${signature}`,
      },
    });
    if (answer.status !== 204) throw new Error(`status ${answer.status}`);
    await answer.arrayBuffer();
  }
}

async function all(total) {
  const share = Math.floor(total / Number(concurrency));
  await Promise.all(Array.from({ length: Number(concurrency) }, () => send(share)));
  return share * Number(concurrency);
}

await all(Number(concurrency) * 4);
const start = process.hrtime.bigint();
const sent = await all(Number(count));
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ perSecond: sent / seconds }));
