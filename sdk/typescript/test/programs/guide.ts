// As Perfsee's public guide uses the types.

import express from "express";
import { WebhookEvent } from "@perfsee/sdk";

const app = express();

app.post("/callback", express.json(), function (request, response) {
  const event = request.body as WebhookEvent;
  console.log(event);
  response.sendStatus(204);
});

app.listen(3001);
