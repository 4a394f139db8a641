import { beforeEach, expect, test, vi } from "vitest";
import { type RefreshResult, Session, type Tokens } from "./session";

const tokens = (name: string): Tokens => ({ accessToken: `access-${name}`, refreshToken: `refresh-${name}`, expiresIn: 900 });

let now: number;
let stored: Map<string, string>;
let listeners: { tab: object; receive: (event: { data: unknown }) => void }[];
let lock: Promise<unknown>;

beforeEach(() => {
  now = 1_000_000;
  stored = new Map();
  listeners = [];
  lock = Promise.resolve();
});

/** Opens a browser tab, which shares storage, lock and channel with the other tabs. Insecure contexts have no locks. */
function openTab(refresh: (refreshToken: string) => Promise<RefreshResult>, { hasLocks = true } = {}): Session {
  const tab = {};
  return new Session({
    refresh,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    locks: hasLocks
      ? {
          request: ((_: string, work: () => Promise<unknown>) => (lock = lock.catch(() => {}).then(work))) as LockManager["request"],
        }
      : undefined,
    channel: {
      postMessage: (data: unknown) => {
        for (const other of listeners.filter((listener) => listener.tab !== tab)) {
          other.receive({ data });
        }
      },
      addEventListener: ((_: string, receive: (event: { data: unknown }) => void) =>
        void listeners.push({ tab, receive })) as BroadcastChannel["addEventListener"],
    },
    now: () => now,
  });
}

const refreshStub = () => {
  let count = 0;
  return vi.fn(async (): Promise<RefreshResult> => ({ kind: "refreshed", tokens: tokens(String(++count)) }));
};

test("uses an access token until shortly before it expires", async () => {
  const refresh = refreshStub();
  const session = openTab(refresh);
  session.begin(tokens("0"));

  expect(await session.accessToken()).toBe("access-0");
  now += 870_000;
  expect(await session.accessToken()).toBe("access-0");
  now += 15_000;
  expect(await session.accessToken()).toBe("access-1");
  expect(refresh).toHaveBeenCalledExactlyOnceWith("refresh-0");
  expect(stored.get("nero.refreshToken")).toBe("refresh-1");
});

test.each([true, false])("refreshes once for concurrent requests of a tab (locks: %s)", async (hasLocks) => {
  const refresh = refreshStub();
  stored.set("nero.refreshToken", "refresh-0");
  const session = openTab(refresh, { hasLocks });

  const accessTokens = await Promise.all([session.accessToken(), session.accessToken(), session.refresh("access-old")]);

  expect(accessTokens).toEqual(["access-1", "access-1", "access-1"]);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("refreshes once for all tabs", async () => {
  const refresh = refreshStub();
  stored.set("nero.refreshToken", "refresh-0");
  const one = openTab(refresh);
  const other = openTab(refresh);

  const accessTokens = await Promise.all([one.accessToken(), other.accessToken()]);

  expect(accessTokens).toEqual(["access-1", "access-1"]);
  expect(refresh).toHaveBeenCalledTimes(1);
});

test("never sends a refresh token that another tab has replaced", async () => {
  const refresh = refreshStub();
  stored.set("nero.refreshToken", "refresh-0");
  const one = openTab(refresh);
  const other = openTab(refresh);

  await one.accessToken();
  now += 900_000;
  await other.accessToken();

  expect(refresh.mock.calls).toEqual([["refresh-0"], ["refresh-1"]]);
});

test("ends in all tabs when the server rejects the refresh token", async () => {
  stored.set("nero.refreshToken", "refresh-0");
  const one = openTab(async () => ({ kind: "rejected" }));
  const other = openTab(refreshStub());
  const listener = vi.fn();
  one.onChange(listener);
  other.onChange(listener);

  expect(await one.accessToken()).toBeNull();
  expect(one.isSignedIn).toBe(false);
  expect(await other.accessToken()).toBeNull();
  expect(listener.mock.calls).toEqual([[false], [false]]);
});

test("stays signed in when the server cannot be reached, and refreshes once it can", async () => {
  stored.set("nero.refreshToken", "refresh-0");
  const session = openTab(refreshStub().mockRejectedValueOnce(new Error("offline")));

  await expect(session.accessToken()).rejects.toThrow("offline");
  expect(session.isSignedIn).toBe(true);
  expect(await session.accessToken()).toBe("access-1");
});

test("discards a response that arrives after a sign-out", async () => {
  let respond = (_: RefreshResult): void => expect.unreachable();
  const refresh = vi.fn(() => new Promise<RefreshResult>((resolve) => (respond = resolve)));
  stored.set("nero.refreshToken", "refresh-0");
  const session = openTab(refresh);

  const pending = session.accessToken();
  await vi.waitFor(() => expect(refresh).toHaveBeenCalled());
  session.end();
  respond({ kind: "refreshed", tokens: tokens("1") });

  expect(await pending).toBeNull();
  expect(stored.size).toBe(0);
});

test("notifies listeners in all tabs of sign-ins and sign-outs, but not of refreshes", async () => {
  const one = openTab(refreshStub());
  const other = openTab(refreshStub());
  const listener = vi.fn();
  other.onChange(listener);

  one.begin(tokens("0"));
  now += 900_000;
  await one.accessToken();
  one.end();

  expect(listener.mock.calls).toEqual([[true], [false]]);
});
