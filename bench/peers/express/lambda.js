import serverless from 'serverless-http';
import { app, connect } from './app.js';

const connected = connect();
const serve = serverless(app);

export async function handler(event, context) {
  context.callbackWaitsForEmptyEventLoop = false;
  await connected;
  return serve(event, context);
}
