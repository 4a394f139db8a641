import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    port: number;
  }
}

const FOLDER = "target/e2e";
const PID = `${FOLDER}/nero.pid`;

/** How many demo templates must exist before the tests begin. Nero adds them in the background. */
export const DEMO_TEMPLATES = 89;

/** Set NERO_PORT to test a running Nero instead of starting one. The tests do not stop it. */
export const RUNNING_PORT = process.env.NERO_PORT;

/** Starts Nero with `bin/start`, the built app and an empty data directory. */
export default async function setup(project: TestProject) {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(`${FOLDER}/screenshots`, { recursive: true });
  const port = RUNNING_PORT ? Number(RUNNING_PORT) : await freePort();
  if (!RUNNING_PORT) {
    await startNero(port);
  }
  // Not the list, which Nero shows guests as it was up to a minute ago.
  await waitUntil("the demo templates", async () => {
    const response = await fetch(`http://localhost:${port}/api/v1/pages/sitemap.xml`);
    return (await response.text()).split("/templates/").length - 1 === DEMO_TEMPLATES;
  });
  project.provide("port", port);
  return RUNNING_PORT ? undefined : stopNero;
}

/** Starts Nero on a port and waits until it responds. Without workers, images that are ordered stay in the queue. */
export async function startNero(port: number, { withWorkers = true } = {}): Promise<void> {
  const log = openSync(`${FOLDER}/nero.log`, "a");
  const nero: ChildProcess = spawn("../bin/start", ["--port", String(port), "--data", `${FOLDER}/data`], {
    // Vitest sets NODE_ENV=test, and `bin/start` would build the app in test mode.
    env: {
      ...process.env,
      NODE_ENV: "production",
      NERO_SENDS_PER_PHONE: "1/PT10S",
      NERO_SENDS_PER_IP: "100000/PT1H",
      NERO_COUNTRIES_PER_IP: "1000/P1D",
      NERO_GUESSES_PER_PHONE: "20/P1D",
      NERO_RATE_LIMIT: "100000/PT15M",
      NERO_READ_RATE_LIMIT: "100000/PT15M",
      NERO_POLL_RATE_LIMIT: "100000/PT15M",
      NERO_GENERATION_ENABLED: String(withWorkers),
    },
    stdio: ["ignore", log, log],
  });
  writeFileSync(PID, String(nero.pid));
  await waitUntil("Nero", async () => {
    if (nero.exitCode !== null) {
      throw new Error(`Nero did not start: ${readFileSync(`${FOLDER}/nero.log`, "utf8")}`);
    }
    return (await fetch(`http://localhost:${port}/api/v1/health`)).ok;
  });
}

/** Stops Nero and waits until its process has ended. */
export async function stopNero(): Promise<void> {
  const pid = Number(readFileSync(PID, "utf8"));
  process.kill(pid);
  await waitUntil("Nero to stop", async () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

async function waitUntil(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 240_000;
  while (Date.now() < end) {
    const isMet = await condition().catch((error: unknown) => {
      if (error instanceof TypeError || error instanceof SyntaxError) {
        return false;
      }
      throw error;
    });
    if (isMet) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`Timed out waiting for ${what}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
