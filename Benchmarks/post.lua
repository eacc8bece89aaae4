-- wrk: the same kind of body as the other senders post.
wrk.method = "POST"
wrk.body = '{"eventType":"bench:event","payload":{"text":"' .. string.rep("a", 960) .. '"}}'
wrk.headers["content-type"] = "application/json"
