import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { whileBusy } from "./repeat";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const busy = (retryAfter?: string) => new Response(null, { status: 503, headers: retryAfter ? { "Retry-After": retryAfter } : {} });
const ok = () => new Response(null, { status: 200 });

/** Sends a request to a server with these answers. Returns the last status, and the bodies that the server got. */
async function send(request: Request, answers: Response[]) {
  const bodies: string[] = [];
  const sent = whileBusy(request, async (each) => {
    bodies.push(await each.text());
    return answers.shift()!;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  return { status: (await sent).status, bodies };
}

const post = (headers: Record<string, string>) => new Request("https://nero.example/a", { method: "POST", body: "b", headers });

test("repeats reads, and requests with an idempotency key, when the server says", async () => {
  expect(await send(new Request("https://nero.example/a"), [busy("1"), busy("5"), ok()])).toEqual({ status: 200, bodies: ["", "", ""] });
  expect(await send(post({ "Idempotency-Key": "k" }), [busy("1"), ok()])).toEqual({ status: 200, bodies: ["b", "b"] });
});

test("never repeats a change without an idempotency key", async () => {
  expect(await send(post({}), [busy("1")])).toEqual({ status: 503, bodies: ["b"] });
});

test("gives up after two repeats, and at once without a short wait", async () => {
  const read = () => new Request("https://nero.example/a");
  expect(await send(read(), [busy("1"), busy("1"), busy("1"), ok()])).toEqual({ status: 503, bodies: ["", "", ""] });
  expect(await send(read(), [busy(), ok()])).toEqual({ status: 503, bodies: [""] });
  expect(await send(read(), [busy("60"), ok()])).toEqual({ status: 503, bodies: [""] });
});

test("an aborted request is not repeated", async () => {
  const controller = new AbortController();
  const sent = whileBusy(new Request("https://nero.example/a", { signal: controller.signal }), async () => busy("1"));
  const failed = expect(sent).rejects.toThrow("aborted");
  await vi.advanceTimersByTimeAsync(100);
  controller.abort();
  await failed;
});
