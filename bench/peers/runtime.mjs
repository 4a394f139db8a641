// Does what Lambda's Node.js runtime does: loads the handler, then gets events from the Runtime API, one at a time, over one
// connection. Used instead of AWS's interface client, which compiles libcurl during installation.
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const [file, name] = process.env._HANDLER.split('.');

function ask(method, route, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host, port, method, path: `/2018-06-01/runtime/${route}`, agent },
      (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts).toString() }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const module = await import(pathToFileURL(path.join(process.env.LAMBDA_TASK_ROOT, `${file}.js`)));
const handler = module[name];
for (;;) {
  const { headers, body } = await ask('GET', 'invocation/next');
  const id = headers['lambda-runtime-aws-request-id'];
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const context = {
    awsRequestId: id,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    await ask('POST', `invocation/${id}/response`, JSON.stringify(await handler(JSON.parse(body), context)));
  } catch (error) {
    await ask('POST', `invocation/${id}/error`, JSON.stringify({ errorMessage: String(error.stack ?? error) }));
  }
}
