/** How often a request is repeated while the server is busy. */
const MAX_REPEATS = 2;

/** Seconds for which the app waits. Above them, the user decides whether to try again. */
const MAX_WAIT = 5;

/** Whether nothing happens twice: it changes nothing, or the server recognizes it by its key. */
const isRepeatable = ({ method, headers }: Request): boolean => method === "GET" || headers.has("Idempotency-Key");

/**
 * Sends a request. Repeats it if the server says that it is busy, and when to come back.
 *
 * @throws AbortError if the request is aborted while it waits, and what `send` throws
 */
export async function whileBusy(request: Request, send: (request: Request) => Promise<Response>): Promise<Response> {
  let next = request;
  for (let repeats = 0; ; repeats++) {
    const current = next;
    next = current.clone();
    const response = await send(current);
    const wait = Number(response.headers.get("Retry-After") ?? Number.NaN);
    if (response.status !== 503 || !isRepeatable(request) || !(wait <= MAX_WAIT) || repeats === MAX_REPEATS) {
      return response;
    }
    await pause(wait * 1000, request.signal);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("The request was aborted", "AbortError"));
    });
  });
}
