import { beforeEach, expect, test, vi } from "vitest";
import { type Renewal, Session, type SessionParts, type Tokens } from "./session";

const tokens = (name: string): Tokens => ({ accessToken: `access-${name}`, refreshToken: `refresh-${name}`, expiresIn: 900 });

let now: number;
let stored: Map<string, string>;
let ears: { owner: object; hear: (event: { data: unknown }) => void }[];
let held: Promise<unknown>;

beforeEach(() => {
  now = 1_000_000;
  stored = new Map();
  ears = [];
  held = Promise.resolve();
});

/** A tab of the browser: it shares storage, locks and news with the other tabs. */
function aTab(renew: (refreshToken: string) => Promise<Renewal>): Session {
  const owner = {};
  const parts: SessionParts = {
    renew,
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    locks: {
      request: ((_: string, work: () => Promise<unknown>) => (held = held.catch(() => {}).then(work))) as LockManager["request"],
    },
    channel: {
      postMessage: (data: unknown) => {
        for (const ear of ears.filter((it) => it.owner !== owner)) {
          ear.hear({ data });
        }
      },
      addEventListener: ((_: string, hear: (event: { data: unknown }) => void) =>
        void ears.push({ owner, hear })) as BroadcastChannel["addEventListener"],
    },
    now: () => now,
  };
  return new Session(parts);
}

const renewing = () => {
  let count = 0;
  return vi.fn(async (): Promise<Renewal> => ({ kind: "renewed", tokens: tokens(String(++count)) }));
};

test("uses an access token until shortly before it ends", async () => {
  const renew = renewing();
  const session = aTab(renew);
  session.begin(tokens("0"));

  expect(await session.accessToken()).toBe("access-0");
  now += 870_000;
  expect(await session.accessToken()).toBe("access-0");
  now += 15_000;
  expect(await session.accessToken()).toBe("access-1");
  expect(renew).toHaveBeenCalledExactlyOnceWith("refresh-0");
  expect(stored.get("nero.refreshToken")).toBe("refresh-1");
});

test("asks once for all that need a token at the same time", async () => {
  const renew = renewing();
  stored.set("nero.refreshToken", "refresh-0");
  const session = aTab(renew);

  const got = await Promise.all([session.accessToken(), session.accessToken(), session.renew("access-old")]);

  expect(got).toEqual(["access-1", "access-1", "access-1"]);
  expect(renew).toHaveBeenCalledTimes(1);
});

test("asks once for all tabs", async () => {
  const renew = renewing();
  stored.set("nero.refreshToken", "refresh-0");
  const one = aTab(renew);
  const other = aTab(renew);

  const got = await Promise.all([one.accessToken(), other.accessToken()]);

  expect(got).toEqual(["access-1", "access-1"]);
  expect(renew).toHaveBeenCalledTimes(1);
});

test("never shows a refresh token again that another tab has replaced", async () => {
  const renew = renewing();
  stored.set("nero.refreshToken", "refresh-0");
  const one = aTab(renew);
  const other = aTab(renew);

  await one.accessToken();
  now += 900_000;
  await other.accessToken();

  expect(renew.mock.calls).toEqual([["refresh-0"], ["refresh-1"]]);
});

test("ends on all tabs where the server refuses the refresh token", async () => {
  stored.set("nero.refreshToken", "refresh-0");
  const one = aTab(async () => ({ kind: "refused" }));
  const other = aTab(renewing());
  const heard = vi.fn();
  one.onChange(heard);
  other.onChange(heard);

  expect(await one.accessToken()).toBeNull();
  expect(one.isSignedIn).toBe(false);
  expect(await other.accessToken()).toBeNull();
  expect(heard.mock.calls).toEqual([[false], [false]]);
});

test("stays signed in where the server cannot be asked", async () => {
  stored.set("nero.refreshToken", "refresh-0");
  const session = aTab(() => Promise.reject(new Error("offline")));

  await expect(session.accessToken()).rejects.toThrow("offline");
  expect(session.isSignedIn).toBe(true);
  await expect(session.accessToken()).rejects.toThrow("offline");
});

test("keeps nothing of an answer that arrives after a sign-out", async () => {
  let answer = (_: Renewal): void => expect.unreachable();
  const renew = vi.fn(() => new Promise<Renewal>((resolve) => (answer = resolve)));
  stored.set("nero.refreshToken", "refresh-0");
  const session = aTab(renew);

  const asked = session.accessToken();
  await vi.waitFor(() => expect(renew).toHaveBeenCalled());
  session.end();
  answer({ kind: "renewed", tokens: tokens("1") });

  expect(await asked).toBeNull();
  expect(stored.size).toBe(0);
});

test("tells listeners of sign-ins and sign-outs alone, on all tabs", async () => {
  const one = aTab(renewing());
  const other = aTab(renewing());
  const heard = vi.fn();
  other.onChange(heard);

  one.begin(tokens("0"));
  now += 900_000;
  await one.accessToken();
  one.end();

  expect(heard.mock.calls).toEqual([[true], [false]]);
});
