import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { session } from "@/core/api/client";
import { deleteLater, UNDO_TIME, undoDeletion, useDeletions } from "./deletions";

let deletions: Request[];

beforeEach(() => {
  deletions = [];
  vi.useFakeTimers();
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "DELETE") {
      deletions.push(request);
    }
    return Response.json({ status: "success", data: {} });
  });
  session.begin({ accessToken: "a", refreshToken: "r", expiresIn: 900 });
});

afterEach(() => {
  session.end();
  vi.useRealTimers();
});

const hidden = () => [...useDeletions.getState().ids];

test("a page that closes sends the deletions that wait, with requests that outlive it", async () => {
  deleteLater("a", () => {});
  deleteLater("b", () => {});
  undoDeletion("b");
  expect([deletions, hidden()]).toEqual([[], ["a"]]);

  dispatchEvent(new Event("pagehide"));
  await vi.advanceTimersByTimeAsync(UNDO_TIME);

  expect(deletions).toHaveLength(1);
  expect(deletions[0]).toMatchObject({ url: expect.stringContaining("/v1/generations/a"), keepalive: true });
});

test("somebody who signs out deletes nothing afterwards", async () => {
  deleteLater("a", () => {});

  session.end();
  await vi.advanceTimersByTimeAsync(UNDO_TIME);

  expect([deletions, hidden()]).toEqual([[], []]);
});
